using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MiyagiSensing.Host.Health;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: it can do its work; says what is missing when it can't.</summary>
internal static class HealthEndpoints
{
    /// <summary>Adds the checks.</summary>
    public static void AddPlatformHealth(this IServiceCollection services) => services.AddHealthChecks()
        .AddCheck<PostgresCheck>("postgresql")
        .AddCheck<ProjectionsCheck>("projections")
        .AddCheck<TimeSeriesCheck>("timeseries");

    /// <summary>Maps both addresses, for everybody.</summary>
    public static void MapPlatformHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/health/live", () => Results.Text("live")).AllowAnonymous();
        endpoints.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = WriteAsync }).AllowAnonymous();
    }

    private static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(new
    {
        status = report.Status switch
        {
            HealthStatus.Healthy => "ready",
            HealthStatus.Degraded => "degraded",
            _ => "not ready",
        },
        checks = report.Entries.ToDictionary(
            entry => entry.Key,
            entry => new { ok = entry.Value.Status == HealthStatus.Healthy, detail = entry.Value.Description, entry.Value.Data }),
    });
}
