using MiyagiSensing.Domain.Events;
using MiyagiSensing.Projections.Engine;
using MiyagiSensing.Projections.Engine.Audit;
using Npgsql;
using NpgsqlTypes;

namespace MiyagiSensing.Projections.Fisheries;

/// <summary>
/// Districts, species, changes of limits, steps of initiatives and fishing logs: one row for each event, nothing overwritten, so that all of it can be read as it was known on any day. What buoys measured is not folded again here: it
/// is read from the rollups and from history when it is asked for.
/// </summary>
internal sealed class FisheriesProjector : IProjector
{
    private readonly List<RecordedEvent> _unsaved = [];

    public string Name => "fisheries/1";

    public IReadOnlyList<RowAudit> Audits { get; } =
    [
        new FactAudit<DistrictDefined>("versions of districts", "district_defined", "fishery_districts", fact => [fact.District.Id], "id"),
        new FactAudit<SpeciesDefined>("versions of species", "species_defined", "fishery_species", fact => [fact.Species.Id], "id"),
        new FactAudit<SpeciesLimitChanged>("changes of limits", "species_limit_changed", "fishery_limit_changes", fact => [fact.Species, fact.Limit], "species", "limit_id"),
        new InitiativeAudit(),
        EntityAudit.Of<FishingLogSubmitted>("fishing logs", "fishing_log_submitted", "fishing_logs", fact => [fact.Log], "id"),
    ];

    public IReadOnlySet<string>? EventTypes { get; } = new HashSet<string>
    {
        "district_defined", "species_defined", "species_limit_changed", "initiative_started", "initiative_paused", "initiative_ended", "fishing_log_submitted",
    };

    public string Schema =>
        """
        create table if not exists fishery_districts (
            position bigint primary key,
            id varchar not null,
            definition jsonb not null,
            actor varchar not null,
            recorded_at timestamptz not null
        );
        create table if not exists fishery_species (
            position bigint primary key,
            id varchar not null,
            definition jsonb not null,
            actor varchar not null,
            recorded_at timestamptz not null
        );
        create table if not exists fishery_limit_changes (
            position bigint primary key,
            species varchar not null,
            limit_id varchar not null,
            district varchar null,
            fact jsonb not null,
            actor varchar not null,
            recorded_at timestamptz not null
        );
        create table if not exists fishery_initiative_steps (
            position bigint primary key,
            district varchar not null,
            initiative varchar not null,
            step varchar not null,
            kind varchar null,
            from_day date not null,
            evidence text null,
            reason text null,
            actor varchar not null,
            recorded_at timestamptz not null
        );
        create index if not exists fishery_initiative_steps_by_district on fishery_initiative_steps (district, initiative, position);
        create table if not exists fishing_logs (
            id varchar primary key,
            district varchar not null,
            date date not null,
            record jsonb not null,
            actor varchar not null,
            position bigint not null,
            recorded_at timestamptz not null
        );
        create index if not exists fishing_logs_by_district on fishing_logs (district, date);
        """;

    public bool IsUrgent => _unsaved.Count > 0;

    public Task LoadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        _unsaved.Clear();
        return Task.CompletedTask;
    }

    public Task FoldAsync(IReadOnlyList<RecordedEvent> events, CancellationToken cancellationToken)
    {
        _unsaved.AddRange(events.Where(item => EventTypes!.Contains(item.Type) && item.Data is not null));
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
            batch.BatchCommands.Add(CommandOf(item));
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
        _unsaved.Clear();
    }

    public void Committed(long position)
    {
    }

    private static NpgsqlBatchCommand CommandOf(RecordedEvent item) => item.Data switch
    {
        DistrictDefined fact => Command(
            "insert into fishery_districts (position, id, definition, actor, recorded_at) values ($1, $2, $3, $4, $5) on conflict do nothing",
            item.Position, fact.District.Id, Json(fact.District), item.Headers.Actor, item.RecordedAt),
        SpeciesDefined fact => Command(
            "insert into fishery_species (position, id, definition, actor, recorded_at) values ($1, $2, $3, $4, $5) on conflict do nothing",
            item.Position, fact.Species.Id, Json(fact.Species), item.Headers.Actor, item.RecordedAt),
        SpeciesLimitChanged fact => Command(
            "insert into fishery_limit_changes (position, species, limit_id, district, fact, actor, recorded_at) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing",
            item.Position, fact.Species, fact.Limit, Text(fact.District), Json(fact), item.Headers.Actor, item.RecordedAt),
        InitiativeStarted fact => Step(item, fact.District, fact.Initiative, "running", fact.Kind, fact.On, fact.Evidence, null),
        InitiativePaused fact => Step(item, fact.District, fact.Initiative, "paused", null, fact.On, fact.Evidence, fact.Reason),
        InitiativeEnded fact => Step(item, fact.District, fact.Initiative, "ended", null, fact.On, fact.Evidence, fact.Reason),
        FishingLogSubmitted fact => Command(
            "insert into fishing_logs (id, district, date, record, actor, position, recorded_at) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing",
            fact.Log, fact.District, fact.Record.Date, Json(fact.Record), item.Headers.Actor, item.Position, item.RecordedAt),
        _ => throw new InvalidOperationException($"{item.Type} has no row here."),
    };

    private static NpgsqlBatchCommand Step(RecordedEvent item, string district, string initiative, string step, string? kind, DateOnly from, string? evidence, string? reason) => Command(
        """
        insert into fishery_initiative_steps (position, district, initiative, step, kind, from_day, evidence, reason, actor, recorded_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing
        """,
        item.Position, district, initiative, step, Text(kind), from, Text(evidence), Text(reason), item.Headers.Actor, item.RecordedAt);

    private static NpgsqlParameter Text(string? text) => new() { Value = (object?)text ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    private static NpgsqlParameter Json<T>(T value) => new() { Value = ProjectionJson.Serialize(value), NpgsqlDbType = NpgsqlDbType.Jsonb };

    private static NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<object> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(value as NpgsqlParameter ?? new NpgsqlParameter { Value = value });
        }

        return command;
    }
}
