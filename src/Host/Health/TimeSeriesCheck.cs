using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using MiyagiSensing.Projections.TimeSeries;

namespace MiyagiSensing.Host.Health;

/// <summary>Values that InfluxDB refused for good within the last hour are said with field and reason; ready all the same, since the journal has them.</summary>
internal sealed class TimeSeriesCheck(LeftOutPoints leftOut, TimeProvider clock) : IHealthCheck
{
    private static readonly TimeSpan Recent = TimeSpan.FromHours(1);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var since = clock.GetUtcNow() - Recent;
        var rows = leftOut.List().Where(row => row.LastAt >= since).ToList();
        return Task.FromResult(rows.Count == 0
            ? HealthCheckResult.Healthy("InfluxDB takes every value")
            : HealthCheckResult.Degraded(string.Join("; ", rows.Select(row =>
                string.Create(CultureInfo.InvariantCulture, $"{row.Count} of {row.Field} left out of InfluxDB: {row.Reason}")))));
    }
}
