using System.Data;
using Microsoft.Extensions.DependencyInjection;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.Projections.TimeSeries;
using Npgsql;

namespace MiyagiSensing.Projections.Engine.Shadows;

/// <summary>
/// Builds a projection once more beside the live one, from the start of the journal: to compare (verify), or to compare and put it in the live one's place (rebuild). Runs in any process, beside the platform or
/// without it. What is built appends no events and tells nobody.
/// </summary>
internal sealed class ProjectionShadow(string connectionString, InfluxOptions influx, IEventFeed feed, IEventStore store, ProjectionDatabase live, TimeProvider clock) : IProjectionShadow
{
    /// <summary>Events that may be left for the moment in which the live projection is held. Chosen: one batch.</summary>
    private const long NearEnough = 2_048;

    public Task<ShadowReport> VerifyAsync(string projection, Action<ShadowProgress> report, CancellationToken cancellationToken) =>
        RunAsync(projection, switches: false, report, cancellationToken);

    public Task<ShadowReport> RebuildAsync(string projection, Action<ShadowProgress> report, CancellationToken cancellationToken) =>
        RunAsync(projection, switches: true, report, cancellationToken);

    private async Task<ShadowReport> RunAsync(string asked, bool switches, Action<ShadowProgress> report, CancellationToken cancellationToken)
    {
        var schema = $"miyagi_shadow_{ProjectionName.Base(asked).Replace('-', '_')}";
        await using var database = new ProjectionDatabase(connectionString, schema);
        await using var services = Services(database);
        var projector = services.GetServices<IProjector>().FirstOrDefault(item => ProjectionName.Means(asked, item.Name))
            ?? throw new InvalidOperationException(
                $"There is no projection '{asked}'; there are {string.Join(", ", services.GetServices<IProjector>().Select(item => ProjectionName.Base(item.Name)).Order())}.");
        if (ProjectionName.Base(projector.Name) == "timeseries")
        {
            throw new InvalidOperationException("The points of timeseries are in InfluxDB; use ./miyagi timeseries rebuild.");
        }

        var tables = new ShadowTables(schema, projector.Name);
        await using var guard = await database.DataSource.OpenConnectionAsync(cancellationToken);
        await HoldAsync(guard, schema, cancellationToken);
        try
        {
            var own = await tables.CreateAsync(guard, projector.Schema, cancellationToken);
            var skipped = await SkippedEvents.ReadAsync(store, projector.Name, cancellationToken);
            var replay = new ProjectionReplay(projector, skipped, feed, database.DataSource, clock, report);
            await replay.StartAsync(cancellationToken);
            for (var target = await LivePositionAsync(projector.Name, cancellationToken);
                target - replay.Position > NearEnough;
                target = await LivePositionAsync(projector.Name, cancellationToken))
            {
                await replay.RunToAsync(target, cancellationToken);
            }

            return await FinishAsync(replay, projector, tables, own, schema, switches, cancellationToken);
        }
        finally
        {
            await tables.DropAsync(guard, CancellationToken.None);
        }
    }

    /// <summary>
    /// The last events, the comparison and the switch are one transaction. To verify, a snapshot is enough and nobody waits; to switch, the checkpoint's row is locked first, so that the live projection's next commit
    /// waits and both are at one position.
    /// </summary>
    private async Task<ShadowReport> FinishAsync(
        ProjectionReplay replay, IProjector projector, ShadowTables tables, IReadOnlyList<string> own, string schema, bool switches, CancellationToken cancellationToken)
    {
        await using var connection = await live.DataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(switches ? IsolationLevel.ReadCommitted : IsolationLevel.RepeatableRead, cancellationToken);
        await ExecuteAsync(connection, "set local idle_in_transaction_session_timeout = 0; set local lock_timeout = '10s'", cancellationToken);
        await using var read = new NpgsqlCommand($"select last_seq_id from miyagi.mt_event_progression where name = $1 {(switches ? "for update" : "")}", connection)
        {
            Parameters = { new NpgsqlParameter { Value = projector.Name } },
        };
        var position = (long)(await read.ExecuteScalarAsync(cancellationToken))!;
        var held = clock.GetTimestamp();
        await ExecuteAsync(connection, $"set local search_path = {schema}", cancellationToken);
        await replay.FinishAsync(position, connection, transaction, cancellationToken);
        var elapsed = replay.Elapsed;
        List<TableComparison> comparisons = [];
        if (projector.Comparer is { } comparer)
        {
            comparisons.Add(await comparer.CompareAsync(connection, ProjectionDatabase.LiveSchema, schema, cancellationToken));
        }

        foreach (var table in projector.Comparer is null ? own.Concat(ShadowTables.FactTables) : ShadowTables.FactTables)
        {
            comparisons.Add(await tables.CompareAsync(connection, table, cancellationToken));
        }

        if (switches)
        {
            await tables.LockAsync(transaction, own, clock, cancellationToken);
            await tables.SwitchAsync(connection, own, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        else
        {
            await transaction.RollbackAsync(cancellationToken);
        }

        return new ShadowReport(projector.Name, position, replay.EventCount, replay.ReadingCount, elapsed, switches ? clock.GetElapsedTime(held) : TimeSpan.Zero, comparisons);
    }

    private ServiceProvider Services(ProjectionDatabase database)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddMetrics();
        services.AddSingleton(clock);
        services.AddSingleton(feed);
        services.AddReadModels(connectionString, influx, []);
        services.AddSingleton(database);
        services.AddSingleton<IEventStore>(new SilentEventStore(store));
        services.AddProjectors();
        return services.BuildServiceProvider();
    }

    private async Task<long> LivePositionAsync(string name, CancellationToken cancellationToken)
    {
        await using var command = live.DataSource.CreateCommand("select last_seq_id from mt_event_progression where name = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = name });
        return (long?)await command.ExecuteScalarAsync(cancellationToken)
            ?? throw new InvalidOperationException($"Projection {name} has never run on this store; start the platform once.");
    }

    private static async Task HoldAsync(NpgsqlConnection connection, string schema, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select pg_try_advisory_lock(hashtextextended($1, 727073))", connection)
        {
            Parameters = { new NpgsqlParameter { Value = schema } },
        };
        if (!(bool)(await command.ExecuteScalarAsync(cancellationToken))!)
        {
            throw new InvalidOperationException("Another rebuild or verification of this projection is under way; wait for its end.");
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
