using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using MiyagiSensing.Projections.Engine;

namespace MiyagiSensing.Host.Health;

/// <summary>A projection that stands still (InfluxDB away, say) makes pages old but loses nothing: ready all the same, and said.</summary>
internal sealed class ProjectionsCheck(IProjectionStatusQueries projections) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var all = projections.List();
        var stopped = all.Where(projection => projection.LastError is not null).ToList();
        var data = all.ToDictionary(
            projection => projection.Name,
            object (projection) => new { projection.Position, Lag = projection.LagEvents, State = projection.State.ToString().ToLowerInvariant(), projection.LastError });
        return Task.FromResult(stopped.Count == 0
            ? HealthCheckResult.Healthy(string.Create(CultureInfo.InvariantCulture, $"{all.Count} projections run"), data)
            : HealthCheckResult.Degraded(string.Join("; ", stopped.Select(projection => $"{projection.Name} {projection.LastError}")), data: data));
    }
}
