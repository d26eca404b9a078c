using MiyagiSensing.EventStore.Schema;
using MiyagiSensing.Host.KeyStore;
using MiyagiSensing.Projections;
using Npgsql;

namespace MiyagiSensing.Host.Startup;

/// <summary>Waits for the database and brings it to this build's shape.</summary>
internal static class StoreStartup
{
    /// <summary>How long a start waits for PostgreSQL. Chosen: longer than a database needs to recover from a power cut under load.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Migrates event store, key store and read models.</summary>
    /// <exception cref="InvalidOperationException">The database did not come, or would lose acknowledged readings.</exception>
    public static async Task PrepareAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var dataSource = services.GetRequiredService<NpgsqlDataSource>();
        await WaitForAsync(dataSource, TimeProvider.System, services.GetRequiredService<ILoggerFactory>().CreateLogger("MiyagiSensing.Host"), cancellationToken);
        await SchemaMigrator.RequireDurabilityAsync(dataSource, cancellationToken);
        await SchemaMigrator.MigrateAsync(dataSource, cancellationToken);
        await PostgresKeyStore.MigrateAsync(dataSource, cancellationToken);
        await services.MigrateProjectionsAsync(cancellationToken);
    }

    private static async Task WaitForAsync(NpgsqlDataSource dataSource, TimeProvider clock, ILogger logger, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        while (true)
        {
            try
            {
                await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
                return;
            }
            catch (NpgsqlException exception) when (clock.GetElapsedTime(began) < Patience)
            {
                HostLog.WaitingForPostgres(logger, exception.Message);
                await Task.Delay(TimeSpan.FromMilliseconds(500), clock, cancellationToken);
            }
            catch (NpgsqlException exception)
            {
                throw new InvalidOperationException(
                    $"PostgreSQL can't be reached ({exception.Message}). Start it, or check MIYAGI_POSTGRES; nothing is taken in until it is there.", exception);
            }
        }
    }
}
