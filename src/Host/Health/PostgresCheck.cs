using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace MiyagiSensing.Host.Health;

/// <summary>Without PostgreSQL nothing can be acknowledged: not ready.</summary>
internal sealed class PostgresCheck(NpgsqlDataSource dataSource) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var command = dataSource.CreateCommand("select 1");
            command.CommandTimeout = 2;
            await command.ExecuteScalarAsync(cancellationToken);
            return HealthCheckResult.Healthy("readings are committed");
        }
        catch (NpgsqlException exception)
        {
            return HealthCheckResult.Unhealthy("nothing is acknowledged until PostgreSQL is back: " + exception.Message);
        }
    }
}
