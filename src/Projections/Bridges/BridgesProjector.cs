using MiyagiSensing.Domain.Bridges;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Projections.Engine;
using MiyagiSensing.Projections.Engine.Audit;
using Npgsql;
using NpgsqlTypes;

namespace MiyagiSensing.Projections.Bridges;

/// <summary>
/// The register of bridges, their inspections and repairs. A correction closes the version of an inspection or repair that stood before and adds the next, so that the register can be read as it was known on any day.
/// </summary>
internal sealed class BridgesProjector : IProjector
{
    private readonly List<RecordedEvent> _unsaved = [];

    public string Name => "bridges/2";

    public IReadOnlyList<RowAudit> Audits { get; } =
    [
        new VersionAudit("versions of bridges", "bridge_versions", ["bridge_defined", "bridge_retired"], ["id"], data => data switch
        {
            BridgeDefined fact => [fact.Bridge.Id],
            BridgeRetired fact => [fact.Bridge],
            _ => null,
        }),
        new VersionAudit("versions of inspections", "bridge_inspections", ["inspection_recorded", "inspection_corrected"], ["bridge", "inspection"], data => data switch
        {
            InspectionRecorded fact => [fact.Bridge, fact.Inspection],
            InspectionCorrected fact => [fact.Bridge, fact.Inspection],
            _ => null,
        }),
        new VersionAudit("versions of repairs", "bridge_repairs", ["repair_recorded", "repair_corrected"], ["bridge", "repair"], data => data switch
        {
            RepairRecorded fact => [fact.Bridge, fact.Repair],
            RepairCorrected fact => [fact.Bridge, fact.Repair],
            _ => null,
        }),
    ];

    public IReadOnlySet<string>? EventTypes { get; } =
        new HashSet<string> { "bridge_defined", "bridge_retired", "inspection_recorded", "inspection_corrected", "repair_recorded", "repair_corrected" };

    public string Schema =>
        """
        -- Repairs had no versions in bridges/1: its rows are made again from the events.
        do $$ begin
            if exists (select from information_schema.columns where table_schema = current_schema() and table_name = 'bridge_repairs' and column_name = 'fact') then
                drop table bridge_versions, bridge_inspections, bridge_repairs;
                delete from mt_event_progression where name = 'bridges/1';
            end if;
        end $$;
        create table if not exists bridge_versions (
            id varchar not null,
            position bigint not null,
            definition jsonb null,
            retired_on date null,
            reason text null,
            actor varchar not null,
            recorded_at timestamptz not null,
            primary key (id, position)
        );
        create table if not exists bridge_inspections (
            bridge varchar not null,
            inspection varchar not null,
            version int not null,
            record jsonb null,
            reason text null,
            actor varchar not null,
            position bigint not null,
            recorded_at timestamptz not null,
            superseded_at timestamptz null,
            primary key (bridge, inspection, version)
        );
        create table if not exists bridge_repairs (
            bridge varchar not null,
            repair varchar not null,
            version int not null,
            record jsonb null,
            reason text null,
            actor varchar not null,
            position bigint not null,
            recorded_at timestamptz not null,
            superseded_at timestamptz null,
            primary key (bridge, repair, version)
        );
        """;

    public bool IsUrgent => _unsaved.Count > 0;

    public Task LoadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        _unsaved.Clear();
        return Task.CompletedTask;
    }

    public Task FoldAsync(IReadOnlyList<RecordedEvent> events, CancellationToken cancellationToken)
    {
        _unsaved.AddRange(events.Where(item => item.Data is BridgeDefined or BridgeRetired or InspectionRecorded or InspectionCorrected or RepairRecorded or RepairCorrected));
        return Task.CompletedTask;
    }

    public async Task SaveAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        if (_unsaved.Count == 0)
        {
            return;
        }

        await using var batch = new NpgsqlBatch(connection, transaction);
        foreach (var item in _unsaved)
        {
            foreach (var command in CommandsOf(item))
            {
                batch.BatchCommands.Add(command);
            }
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
        _unsaved.Clear();
    }

    public void Committed(long position)
    {
    }

    private static IEnumerable<NpgsqlBatchCommand> CommandsOf(RecordedEvent item) => item.Data switch
    {
        BridgeDefined fact =>
        [
            Command(
                "insert into bridge_versions (id, position, definition, actor, recorded_at) values ($1, $2, $3, $4, $5)",
                fact.Bridge.Id, item.Position, ProjectionJson.Serialize(fact.Bridge), item.Headers.Actor, item.RecordedAt),
        ],
        BridgeRetired fact =>
        [
            Command(
                "insert into bridge_versions (id, position, retired_on, reason, actor, recorded_at) values ($1, $2, $3, $4, $5, $6)",
                fact.Bridge, item.Position, fact.On, fact.Reason, item.Headers.Actor, item.RecordedAt),
        ],
        InspectionRecorded fact => Version(item, "inspection", fact.Bridge, fact.Inspection, ProjectionJson.Serialize(fact.Record), null),
        InspectionCorrected fact => Version(item, "inspection", fact.Bridge, fact.Inspection, fact.Record is { } record ? ProjectionJson.Serialize(record) : null, fact.Reason),
        RepairRecorded fact => Version(item, "repair", fact.Bridge, fact.Repair, ProjectionJson.Serialize(RepairRecord.Of(fact)), null),
        RepairCorrected fact => Version(item, "repair", fact.Bridge, fact.Repair, fact.Record is { } record ? ProjectionJson.Serialize(record) : null, fact.Reason),
        _ => [],
    };

    /// <summary>The next version of an inspection or a repair.</summary>
    private static IEnumerable<NpgsqlBatchCommand> Version(RecordedEvent item, string kind, string bridge, string id, byte[]? record, string? reason) =>
    [
        Command($"update bridge_{kind}s set superseded_at = $3 where bridge = $1 and {kind} = $2 and superseded_at is null", bridge, id, item.RecordedAt),
        Command(
            $"""
            insert into bridge_{kind}s (bridge, {kind}, version, record, reason, actor, position, recorded_at)
                select $1, $2, coalesce(max(version), 0) + 1, $3, $4, $5, $6, $7 from bridge_{kind}s where bridge = $1 and {kind} = $2
            """,
            bridge, id,
            new NpgsqlParameter { Value = (object?)record ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Jsonb },
            new NpgsqlParameter { Value = (object?)reason ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text }, item.Headers.Actor, item.Position, item.RecordedAt),
    ];

    private static NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<object> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(value switch
            {
                NpgsqlParameter parameter => parameter,
                byte[] json => new NpgsqlParameter { Value = json, NpgsqlDbType = NpgsqlDbType.Jsonb },
                _ => new NpgsqlParameter { Value = value },
            });
        }

        return command;
    }
}
