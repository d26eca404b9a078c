using System.Diagnostics;
using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Projections.Engine;
using MiyagiSensing.Projections.Engine.Audit;
using Npgsql;
using NpgsqlTypes;

namespace MiyagiSensing.Projections.Stations;

/// <summary>What is known of stations, their limits, metrics and rules, for look-ups.</summary>
internal sealed class StationsProjector : IProjector
{
    private readonly List<RecordedEvent> _unsaved = [];

    public string Name => "stations/1";

    public IReadOnlyList<RowAudit> Audits { get; } =
    [
        DefinitionAudit.Of<StationDefined, StationDefinition>("definitions of stations", "station_defined", "stations", fact => ([fact.Station.Id], fact.Station), "id"),
        DefinitionAudit.Of<MetricDefined, MetricDefinition>("definitions of metrics", "metric_defined", "metrics", fact => ([fact.Metric.Domain, fact.Metric.Name], fact.Metric), "domain", "name"),
        DefinitionAudit.Of<RuleDefined, RuleDefinition>("definitions of rules", "rule_defined", "rules", fact => ([fact.Rule.Id], fact.Rule), "id"),
        new ThresholdAudit(),
    ];

    public IReadOnlySet<string>? EventTypes { get; } = new HashSet<string> { "station_defined", "metric_defined", "rule_defined", "threshold_changed" };

    public string Schema =>
        """
        create table if not exists stations (id varchar primary key, domain varchar not null, definition jsonb not null);
        create table if not exists metrics (domain varchar not null, name varchar not null, definition jsonb not null, position bigint not null, primary key (domain, name));
        create table if not exists rules (id varchar primary key, definition jsonb not null);
        """ + ThresholdRows.Schema;

    public Task LoadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        _unsaved.Clear();
        return Task.CompletedTask;
    }

    public bool IsUrgent => _unsaved.Count > 0;

    public Task FoldAsync(IReadOnlyList<RecordedEvent> events, CancellationToken cancellationToken)
    {
        _unsaved.AddRange(events.Where(item => item.Data is StationDefined or MetricDefined or RuleDefined or ThresholdChanged));
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
            batch.BatchCommands.Add(item.Data switch
            {
                StationDefined fact => Upsert(
                    "insert into stations (id, domain, definition) values ($1, $2, $3) on conflict (id) do update set domain = excluded.domain, definition = excluded.definition",
                    fact.Station.Id, fact.Station.Domain, ProjectionJson.Serialize(fact.Station)),
                MetricDefined fact => Upsert(
                    "insert into metrics (domain, name, definition, position) values ($1, $2, $3, $4) on conflict (domain, name) do update set definition = excluded.definition",
                    fact.Metric.Domain, fact.Metric.Name, ProjectionJson.Serialize(fact.Metric), item.Position),
                RuleDefined fact => Upsert(
                    "insert into rules (id, definition) values ($1, $2) on conflict (id) do update set definition = excluded.definition",
                    fact.Rule.Id, ProjectionJson.Serialize(fact.Rule)),
                ThresholdChanged fact => Upsert(ThresholdRows.Insert, item.Position, fact.Station, ProjectionJson.Serialize(fact), item.Headers.Actor, item.RecordedAt),
                _ => throw new UnreachableException(),
            });
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
        _unsaved.Clear();
    }

    public void Committed(long position)
    {
    }

    private static NpgsqlBatchCommand Upsert(string sql, params ReadOnlySpan<object> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(value is byte[] json
                ? new NpgsqlParameter { Value = json, NpgsqlDbType = NpgsqlDbType.Jsonb }
                : new NpgsqlParameter { Value = value });
        }

        return command;
    }
}
