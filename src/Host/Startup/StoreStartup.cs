using System.Data.Common;
using MiyagiSensing.EventStore.Schema;
using MiyagiSensing.Host.KeyStore;
using MiyagiSensing.Projections;
using Npgsql;

namespace MiyagiSensing.Host.Startup;

/// <summary>Brings the database to this build's shape, and waits for it where waiting helps.</summary>
internal static class StoreStartup
{
    /// <summary>How long a start waits for PostgreSQL. Chosen: longer than a database needs to recover from a power cut under load.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Does something that is safe to repeat; what passes by itself, such as a database that is just starting or a full disk, is waited for.</summary>
    /// <exception cref="InvalidOperationException">The database did not come.</exception>
    public static async Task WithPatienceAsync(Func<CancellationToken, Task> start, TimeProvider clock, ILogger logger, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        while (true)
        {
            try
            {
                await start(cancellationToken);
                return;
            }
            catch (DbException exception) when (exception.IsTransient && clock.GetElapsedTime(began) < Patience)
            {
                HostLog.WaitingForPostgres(logger, exception.Message);
                await Task.Delay(Pause, clock, cancellationToken);
            }
            catch (DbException exception)
            {
                throw new InvalidOperationException(
                    $"PostgreSQL can't be used ({exception.Message}). Start it, or check MIYAGI_POSTGRES; nothing is taken in until it is there.", exception);
            }
        }
    }

    /// <summary>Migrates event store, key store and read models.</summary>
    /// <exception cref="InvalidOperationException">The database would lose acknowledged readings.</exception>
    public static async Task MigrateAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var dataSource = services.GetRequiredService<NpgsqlDataSource>();
        await SchemaMigrator.RequireDurabilityAsync(dataSource, cancellationToken);
        await SchemaMigrator.MigrateAsync(dataSource, cancellationToken);
        await PostgresKeyStore.MigrateAsync(dataSource, cancellationToken);
        await services.MigrateProjectionsAsync(cancellationToken);
    }
}
