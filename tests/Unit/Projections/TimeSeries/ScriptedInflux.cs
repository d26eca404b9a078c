using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MiyagiSensing.Projections.TimeSeries;

namespace MiyagiSensing.Unit.Projections.TimeSeries;

/// <summary>A server that answers each write as a script says and keeps what it was sent; for the protocol of servers that can't be installed.</summary>
internal sealed class ScriptedInflux : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    private ScriptedInflux(Func<string, (int Status, string Answer)> answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
            var body = await reader.ReadToEndAsync(context.RequestAborted);
            var target = context.Request.Path + context.Request.QueryString;
            if (context.Request.Path.Value!.EndsWith("metrics", StringComparison.Ordinal))
            {
                await context.Response.WriteAsync($"go_threads 7\nprocess_start_time_seconds {ProcessStart}\n", context.RequestAborted);
                return;
            }

            var (status, text) = context.Request.Path.Value.EndsWith("query", StringComparison.Ordinal) ? (200, "{}") : answer(body);
            Requests.Add((target, context.Request.Headers.Authorization.ToString(), body));
            if (status is >= 200 and < 300 && body.Length > 0)
            {
                Stored.AddRange(body.Split('\n', StringSplitOptions.RemoveEmptyEntries));
            }

            if (CloseConnections)
            {
                context.Response.Headers.Connection = "close";
            }

            context.Response.StatusCode = status;
            if (status != StatusCodes.Status204NoContent)
            {
                await context.Response.WriteAsync(text, context.RequestAborted);
            }
        });
        LeftOut = new LeftOutPoints(
            _services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>(), TimeProvider.System, NullLogger<LeftOutPoints>.Instance);
    }

    public List<(string Target, string Authorization, string Body)> Requests { get; } = [];

    public List<string> Stored { get; } = [];

    public LeftOutPoints LeftOut { get; }

    public string ProcessStart { get; set; } = "1";

    /// <summary>Whether each answer ends its connection, as a restart would.</summary>
    public bool CloseConnections { get; set; }

    public static async Task<ScriptedInflux> StartAsync(Func<string, (int Status, string Answer)> answer, CancellationToken cancellationToken)
    {
        var server = new ScriptedInflux(answer);
        await server._app.StartAsync(cancellationToken);
        return server;
    }

    public PointSender Sender(string? token = null) => new(
        InfluxConnection.ForWriting(new InfluxOptions { Url = new Uri(_app.Urls.First() + "/"), Database = "miyagi", Token = token, Organisation = token is null ? null : "宮城" }),
        LeftOut,
        NullLogger<PointSender>.Instance);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _services.DisposeAsync();
    }
}
