using System.Reflection;
using Npgsql;

namespace MiyagiSensing.EventStore.Schema;

/// <summary>Brings the event store's tables, function and view to this build's shape. Safe to run at every start and by two processes at once.</summary>
public static class SchemaMigrator
{
    /// <summary>Runs the scripts in order, in one transaction.</summary>
    public static async Task MigrateAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var hold = new NpgsqlCommand($"select pg_advisory_xact_lock({AppendFunction.AdvisoryLock})", connection, transaction))
        {
            await hold.ExecuteNonQueryAsync(cancellationToken);
        }

        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            await using var script = new NpgsqlCommand(await reader.ReadToEndAsync(cancellationToken), connection, transaction) { CommandTimeout = 0 };
            await script.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Refuses a server that would acknowledge a commit before it is on disk.</summary>
    /// <exception cref="InvalidOperationException"><c>fsync</c> is off: an acknowledged reading would not survive a power cut.</exception>
    public static async Task RequireDurabilityAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("show fsync");
        if (await command.ExecuteScalarAsync(cancellationToken) is not "on")
        {
            throw new InvalidOperationException(
                "PostgreSQL runs with fsync = off, so an acknowledged reading would not survive a power cut. Set fsync = on and start again.");
        }
    }
}
