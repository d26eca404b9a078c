using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.Projections.Engine.Audit;
using Npgsql;

namespace MiyagiSensing.Projections.Engine.Control;

/// <summary>Works on the engine's tables; the runners, wherever they are, look at them.</summary>
internal sealed class ProjectionControl(
    ProjectionDatabase database, IEventStore store, IEnumerable<IProjector> projectors, ProjectionAuditor auditor, TimeProvider clock) : IProjectionControl
{
    public async Task<IReadOnlyList<ProjectionRow>> ListAsync(CancellationToken cancellationToken)
    {
        await using var command = database.DataSource.CreateCommand(
            """
            select p.name, p.last_seq_id, greatest(h.head - p.last_seq_id, 0), greatest(coalesce(extract(epoch from now() - n.timestamp), 0), 0)::double precision,
                case when l.beat_at is null or l.beat_at < now() - interval '5 seconds' then 'not running'
                    when s.name is not null then 'stopped' when l.problem is not null then 'waiting' else 'running' end,
                l.holder, case when s.name is not null then 'stopped at event ' || s.position || ' (' || s.event_type || ' on ' || s.stream || ', id ' || s.event_id || '): ' || s.error else l.problem end
            from (select coalesce(max(seq_id), 0) as head from mt_events) h
                cross join mt_event_progression p
                left join projection_leases l using (name)
                left join projection_stops s using (name)
                left join lateral (select timestamp from stored_events where seq_id > p.last_seq_id order by seq_id limit 1) n on true
            where p.name like '%/%' order by p.name
            """);
        List<ProjectionRow> rows = [];
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new ProjectionRow(
                reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2), Math.Round(reader.GetDouble(3), 3), reader.GetString(4),
                reader.IsDBNull(5) ? null : reader.GetString(5), reader.IsDBNull(6) ? null : reader.GetString(6)));
        }

        return rows;
    }

    public async Task<IReadOnlyList<AuditRow>> AuditsAsync(CancellationToken cancellationToken)
    {
        await using var command = database.DataSource.CreateCommand(
            "select projection, substr(audit, length(projection) + 3), journal, rows, differing, first, audited_at from projection_audits order by 1, 2");
        List<AuditRow> rows = [];
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new AuditRow(
                reader.GetString(0), reader.GetString(1), Number(2), Number(3), Number(4), reader.IsDBNull(5) ? null : reader.GetString(5),
                reader.IsDBNull(6) ? null : reader.GetFieldValue<DateTimeOffset>(6)));
        }

        return rows;

        long? Number(int column) => reader.IsDBNull(column) ? null : reader.GetInt64(column);
    }

    public Task<bool> AuditAsync(CancellationToken cancellationToken) => auditor.AuditAsync(TimeSpan.MaxValue, cancellationToken);

    public async Task<PoisonStop> RetryAsync(string projection, CancellationToken cancellationToken)
    {
        var projector = Find(projection);
        var stop = await StopOfAsync(projector, cancellationToken);
        await PoisonStops.ClearAsync(database.DataSource, projector.Name, cancellationToken);
        return stop;
    }

    public async Task<PoisonStop> SkipAsync(string projection, string actor, CancellationToken cancellationToken)
    {
        var projector = Find(projection);
        if (!projector.MaySkip)
        {
            throw new InvalidOperationException(
                $"{ProjectionName.Base(projector.Name)} never skips: what an event left out might have raised would be missed for good. Mend the cause and use: ./miyagi projection retry {ProjectionName.Base(projector.Name)}.");
        }

        var stop = await StopOfAsync(projector, cancellationToken);
        var earlier = await SkippedEvents.ReadAsync(store, projector.Name, cancellationToken);
        await using var connection = await database.DataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var durable = new NpgsqlCommand("set local synchronous_commit = on", connection, transaction);
        await durable.ExecuteNonQueryAsync(cancellationToken);
        // The row goes to one of two who skip at the same time.
        await using var clear = new NpgsqlCommand("delete from projection_stops where name = $1 and position = $2", connection, transaction)
        {
            Parameters = { new NpgsqlParameter { Value = projector.Name }, new NpgsqlParameter { Value = stop.Position } },
        };
        if (await clear.ExecuteNonQueryAsync(cancellationToken) == 0)
        {
            throw new InvalidOperationException($"Event {stop.Position} has just been skipped or tried again by somebody else; see: ./miyagi projection list.");
        }

        if (earlier.Contains(stop.Position))
        {
            await transaction.CommitAsync(cancellationToken);
            throw new InvalidOperationException(
                $"Event {stop.Position} is skipped by {ProjectionName.Base(projector.Name)} already and recorded once; nothing was recorded again. The projection is told to go on; see: ./miyagi projection list.");
        }

        var skipped = new ProjectionEventSkipped(projector.Name, stop.Position, stop.Event, stop.Type, stop.Stream, stop.Error);
        await store.AppendWithinAsync(
            [new NewEvent(Guid.CreateVersion7(clock.GetUtcNow()), SkippedEvents.StreamOf(projector.Name), skipped, new EventHeaders(actor, null, null))],
            transaction,
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return stop;
    }

    private IProjector Find(string projection) => projectors.FirstOrDefault(item => ProjectionName.Means(projection, item.Name))
        ?? throw new InvalidOperationException(
            $"There is no projection '{projection}'; there are {string.Join(", ", projectors.Select(item => ProjectionName.Base(item.Name)).Order(StringComparer.Ordinal))}.");

    private async Task<PoisonStop> StopOfAsync(IProjector projector, CancellationToken cancellationToken) =>
        await PoisonStops.ReadAsync(database.DataSource, projector.Name, cancellationToken)
            ?? throw new InvalidOperationException($"{ProjectionName.Base(projector.Name)} is not stopped at an event; see: ./miyagi projection list.");
}
