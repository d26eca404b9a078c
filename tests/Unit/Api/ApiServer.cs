using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using MiyagiSensing.Api;
using MiyagiSensing.Grpc.Client;
using MiyagiSensing.Projections.Alerts;
using MiyagiSensing.Projections.Bridges;
using MiyagiSensing.Projections.Corrections;
using MiyagiSensing.Projections.Fisheries;
using MiyagiSensing.Projections.Kpis;
using MiyagiSensing.Projections.Ledger;
using MiyagiSensing.Projections.Live;
using MiyagiSensing.Projections.Rivers;
using MiyagiSensing.Projections.Rollups;
using MiyagiSensing.Projections.RtkUsage;
using MiyagiSensing.Projections.Stations;
using MiyagiSensing.Projections.TimeSeries;
using MiyagiSensing.Unit.Grpc;
using Xunit;

namespace MiyagiSensing.Unit.Api;

/// <summary>The API on a real Kestrel at a free loopback port, behind a cookie scheme that redirects to a page, with fakes behind it.</summary>
internal sealed class ApiServer : IAsyncDisposable
{
    private WebApplication? _app;

    public FakeStations Stations { get; } = new();

    public FakeHistory History { get; } = new();

    public FakeAlerts Alerts { get; } = new();

    public FakeLive Live { get; } = new();

    public FakeLedger Ledger { get; } = new();

    public FakeCorrectedHistory Corrected { get; } = new();

    public FakeRivers Rivers { get; } = new();

    public FakeRollups Rollups { get; } = new();

    public FakeBridges Bridges { get; } = new();

    public FakeBridgeTrends BridgeTrends { get; } = new();

    public FakeFisheries Fisheries { get; } = new();

    public FakeKpis Kpis { get; } = new();

    public FakeRtkUsage Rtk { get; } = new();

    public TestClock Clock { get; } = new(new DateTimeOffset(2026, 11, 21, 0, 0, 0, TimeSpan.Zero));

    /// <summary>Carries the sign-in cookie; does not follow redirects.</summary>
    public HttpClient Http { get; private set; } = null!;

    /// <summary>Not signed in; does not follow redirects.</summary>
    public HttpClient Stranger { get; private set; } = null!;

    public GrpcClient Grpc { get; private set; } = null!;

    /// <summary>All paths under the API's root.</summary>
    public IEnumerable<RouteEndpoint> Endpoints => _app!.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith(ApiEndpoints.Root, StringComparison.Ordinal));

    public async Task StartAsync(Action<IServiceCollection>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IStationQueries>(Stations);
        builder.Services.AddSingleton<ITimeSeriesQueries>(History);
        builder.Services.AddSingleton<IAlertQueries>(Alerts);
        builder.Services.AddSingleton<ILiveUpdates>(Live);
        builder.Services.AddSingleton<ILedgerQueries>(Ledger);
        builder.Services.AddSingleton<ICorrectedHistoryQueries>(Corrected);
        builder.Services.AddSingleton<IRollupQueries>(Rollups);
        builder.Services.AddSingleton<IBridgeQueries>(Bridges);
        builder.Services.AddSingleton<IBridgeTrendQueries>(BridgeTrends);
        builder.Services.AddSingleton<IRiverQueries>(Rivers);
        builder.Services.AddSingleton<IFisheryQueries>(Fisheries);
        builder.Services.AddSingleton<IDistrictReports>(Fisheries);
        builder.Services.AddSingleton<IKpiQueries>(Kpis);
        builder.Services.AddSingleton<IRtkUsageQueries>(Rtk);
        builder.Services.AddSingleton<TimeProvider>(Clock);
        // What has no fake here is not asked; without a registration, Kestrel would take it for the body of a GET and not start.
        foreach (var queries in typeof(IStationQueries).Assembly.GetExportedTypes().Where(type => type.IsInterface))
        {
            builder.Services.TryAddSingleton(queries, _ => throw new NotSupportedException($"{queries.Name} has no fake."));
        }

        builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
        builder.Services.AddAuthorization();
        builder.Services.AddApi();
        configure?.Invoke(builder.Services);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        _app = builder.Build();
        _app.UseAuthentication();
        _app.UseAuthorization();
        _app.MapApi();
        _app.MapPost("/enter", SignInAsync);
        _app.MapGet("/page", () => "page").RequireAuthorization();
        await _app.StartAsync(TestContext.Current.CancellationToken);
        var addresses = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ToArray();
        Stranger = Client(addresses[0]);
        Http = Client(addresses[0]);
        Grpc = new GrpcClient(Client(addresses[1]), TimeProvider.System);
        await EnterAsync();
    }

    /// <summary>Signs in anew, with a role or without.</summary>
    public async Task EnterAsync(string role = "")
    {
        (await Http.PostAsync(new Uri($"/enter?role={role}", UriKind.Relative), null, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
    }

    public Task StopAsync() => _app!.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        Stranger.Dispose();
        await _app!.DisposeAsync();
    }

    private static HttpClient Client(string address) =>
        new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(address), Timeout = Timeout.InfiniteTimeSpan };

    private static Task SignInAsync(HttpContext http) =>
        http.SignInAsync(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "tester"), new Claim(ClaimTypes.Role, http.Request.Query["role"].ToString())], "test")));
}
