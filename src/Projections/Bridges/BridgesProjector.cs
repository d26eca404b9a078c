using MiyagiSensing.Domain.Bridges;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Projections.Engine;
using MiyagiSensing.Projections.Engine.Audit;
using Npgsql;
using NpgsqlTypes;

namespace MiyagiSensing.Projections.Bridges;

/// <summary>
/// The register of bridges, their inspections and repairs. A correction closes the version of an inspection that stood before and adds the next, so that the register can be read as it was known on any day.
/// </summary>
internal sealed class BridgesProjector : IProjector
{
    private readonly List<RecordedEvent> _unsaved = [];

    public string Name => "bridges/1";

    public IReadOnlyList<RowAudit> Audits { get; } =
    [
        EntityAudit.Of<BridgeDefined>("bridges", "bridge_defined", "bridges", fact => [fact.Bridge.Id], "id"),
        EntityAudit.Of<RepairRecorded>("repairs", "repair_recorded", "bridge_repairs", fact => [fact.Repair], "id"),
        new InspectionAudit(),
    ];

    public IReadOnlySet<string>? EventTypes { get; } =
        new HashSet<string> { "bridge_defined", "bridge_retired", "inspection_recorded", "inspection_corrected", "repair_recorded" };

    public string Schema =>
        """
        create table if not exists bridges (
            id varchar primary key,
            definition jsonb not null,
            defined_at timestamptz not null,
            retired_on date null,
            retired_at timestamptz null,
            retired_because text null
        );
        create table if not exists bridge_inspections (
            inspection varchar not null,
            version int not null,
            bridge varchar not null,
            date date null,
            record jsonb null,
            reason text null,
            actor varchar not null,
            position bigint not null,
            recorded_at timestamptz not null,
            superseded_at timestamptz null,
            primary key (inspection, version)
        );
        create index if not exists bridge_inspections_by_bridge on bridge_inspections (bridge, date);
        create table if not exists bridge_repairs (
            id varchar primary key,
            bridge varchar not null,
            date date not null,
            fact jsonb not null,
            actor varchar not null,
            position bigint not null,
            recorded_at timestamptz not null
        );
        create index if not exists bridge_repairs_by_bridge on bridge_repairs (bridge, date);
        """;

    public bool IsUrgent => _unsaved.Count > 0;

    public Task LoadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        _unsaved.Clear();
        return Task.CompletedTask;
    }

    public Task FoldAsync(IReadOnlyList<RecordedEvent> events, CancellationToken cancellationToken)
    {
        _unsaved.AddRange(events.Where(item => item.Data is BridgeDefined or BridgeRetired or InspectionRecorded or InspectionCorrected or RepairRecorded));
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
            // One that was retired and is defined again is back.
            Command(
                """
                insert into bridges (id, definition, defined_at) values ($1, $2, $3)
                    on conflict (id) do update set definition = excluded.definition, retired_on = null, retired_at = null, retired_because = null
                """,
                fact.Bridge.Id, ProjectionJson.Serialize(fact.Bridge), item.RecordedAt),
        ],
        BridgeRetired fact =>
        [
            Command("update bridges set retired_on = $2, retired_at = $3, retired_because = $4 where id = $1", fact.Bridge, fact.On, item.RecordedAt, fact.Reason),
        ],
        InspectionRecorded fact => Version(item, fact.Bridge, fact.Inspection, fact.Record, null),
        InspectionCorrected fact => Version(item, fact.Bridge, fact.Inspection, fact.Record, fact.Reason),
        RepairRecorded fact =>
        [
            Command(
                "insert into bridge_repairs (id, bridge, date, fact, actor, position, recorded_at) values ($1, $2, $3, $4, $5, $6, $7) on conflict (id) do nothing",
                fact.Repair, fact.Bridge, fact.Date, ProjectionJson.Serialize(fact), item.Headers.Actor, item.Position, item.RecordedAt),
        ],
        _ => [],
    };

    private static IEnumerable<NpgsqlBatchCommand> Version(RecordedEvent item, string bridge, string inspection, InspectionRecord? record, string? reason) =>
    [
        Command("update bridge_inspections set superseded_at = $2 where inspection = $1 and superseded_at is null", inspection, item.RecordedAt),
        Command(
            """
            insert into bridge_inspections (inspection, version, bridge, date, record, reason, actor, position, recorded_at)
                select $1, coalesce(max(version), 0) + 1, $2, $3, $4, $5, $6, $7, $8 from bridge_inspections where inspection = $1
            """,
            inspection, bridge, new NpgsqlParameter { Value = (object?)record?.Date ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Date },
            record is null ? new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.Jsonb } : ProjectionJson.Serialize(record),
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
