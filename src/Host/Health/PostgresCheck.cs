using Microsoft.Extensions.Diagnostics.HealthChecks;
using MiyagiSensing.EventStore;
using Npgsql;

namespace MiyagiSensing.Host.Health;

/// <summary>Without PostgreSQL, or when it refuses what is to be written, nothing can be acknowledged: not ready.</summary>
internal sealed class PostgresCheck(NpgsqlDataSource dataSource, JournalCondition journal) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var command = dataSource.CreateCommand("select 1");
            command.CommandTimeout = 2;
            await command.ExecuteScalarAsync(cancellationToken);
            return journal.Problem is { } problem
                ? HealthCheckResult.Unhealthy("nothing is acknowledged, because the journal can't be written: " + problem)
                : HealthCheckResult.Healthy("readings are committed");
        }
        catch (NpgsqlException exception)
        {
            return HealthCheckResult.Unhealthy("nothing is acknowledged until PostgreSQL is back: " + exception.Message);
        }
    }
}
