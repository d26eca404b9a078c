using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MiyagiSensing.Dashboard;
using MiyagiSensing.Projections.Alerts;
using MiyagiSensing.Projections.Engine;
using MiyagiSensing.Projections.Stations;
using MiyagiSensing.Projections.TimeSeries;
using MiyagiSensing.Projections.Users;
using MiyagiSensing.Unit.Grpc;
using Xunit;

namespace MiyagiSensing.Unit.Dashboard;

/// <summary>The dashboard on a real Kestrel at a free loopback port, and a browser without script: it keeps cookies and does not follow redirects.</summary>
public sealed partial class DashboardServer : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dashboard-").FullName;
    private WebApplication? _app;

    internal DashboardFakes Fakes { get; } = new();

    internal TestClock Clock { get; } = new();

    public HttpClient Browser { get; private set; } = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<DashboardServer> StartAsync()
    {
        var server = new DashboardServer();
        await server.RunAsync();
        return server;
    }

    /// <summary>A new process with the same keys, as after a restart; the browser keeps its cookies.</summary>
    public async Task RestartAsync()
    {
        var port = Browser.BaseAddress!.Port;
        await _app!.DisposeAsync();
        _app = Build(port);
        await _app.StartAsync(Cancellation);
    }

    /// <summary>A page as a browser asks for it.</summary>
    public async Task<HttpResponseMessage> GetAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("text/html");
        return await Browser.SendAsync(request, Cancellation);
    }

    public async Task<string> TextAsync(string path)
    {
        using var response = await GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync(Cancellation);
    }

    /// <summary>Fills in the sign-in page's form and sends it; the address the answer leads to.</summary>
    public async Task<string> SignInAsync(string name, string password = DashboardFakes.Password, string returnUrl = "/")
    {
        var page = await TextAsync("/sign-in");
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = Token.Match(page).Groups[1].Value,
            ["Name"] = name,
            ["Password"] = password,
            ["ReturnUrl"] = returnUrl,
        });
        using var response = await Browser.PostAsync(new Uri("/session/begin", UriKind.Relative), form, Cancellation);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        return response.Headers.Location!.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        Browser.Dispose();
        await _app!.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [GeneratedRegex("""name="__RequestVerificationToken" value="([^"]+)""")]
    private static partial Regex Token { get; }

    private async Task RunAsync()
    {
        _app = Build(0);
        await _app.StartAsync(Cancellation);
        Browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(_app.Urls.First()) };
    }

    private WebApplication Build(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Services.AddSingleton(DashboardFakes.Catalog);
        builder.Services.AddSingleton<IStationQueries>(Fakes).AddSingleton<IAlertQueries>(Fakes).AddSingleton<ITimeSeriesQueries>(Fakes);
        builder.Services.AddSingleton<IUserQueries>(Fakes).AddSingleton<IProjectionStatusQueries>(Fakes);
        builder.Services.AddDashboard(new DashboardOptions { KeysFolder = _folder, ClockSpeed = 60, IsReplay = true });
        var app = builder.Build();
        app.MapDashboard();
        app.MapGet("/api/v1/anything", () => "anything");
        app.MapGet("/broken", IResult () => throw new InvalidOperationException("a secret of the inside"));
        app.MapGet("/health/live", () => "alive").AllowAnonymous();
        return app;
    }
}
