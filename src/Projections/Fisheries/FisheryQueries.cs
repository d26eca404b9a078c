using System.Runtime.CompilerServices;
using MiyagiSensing.Domain;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Fisheries;
using MiyagiSensing.Projections.Engine;
using Npgsql;
using NpgsqlTypes;

namespace MiyagiSensing.Projections.Fisheries;

/// <summary>Reads the rows.</summary>
internal sealed class FisheryQueries(ProjectionDatabase database) : IFisheryQueries
{
    public Task<IReadOnlyList<DistrictDefinition>> DistrictsAsync(CancellationToken cancellationToken) => DefinitionsAsync<DistrictDefinition>("fishery_districts", cancellationToken);

    public Task<IReadOnlyList<SpeciesDefinition>> SpeciesAsync(CancellationToken cancellationToken) => DefinitionsAsync<SpeciesDefinition>("fishery_species", cancellationToken);

    public async Task<IReadOnlyList<LimitChange>> LimitChangesAsync(DateOnly? knownOn, CancellationToken cancellationToken)
    {
        List<LimitChange> changes = [];
        await foreach (var row in ReadAsync(
            "select fact, actor, position, recorded_at from miyagi.fishery_limit_changes where recorded_at < $1 order by position", [EndOf(knownOn)], cancellationToken))
        {
            changes.Add(new LimitChange(ProjectionJson.Deserialize<SpeciesLimitChanged>(row.GetFieldValue<byte[]>(0)), row.GetString(1), row.GetInt64(2), row.GetFieldValue<DateTimeOffset>(3)));
        }

        return changes;
    }

    public async Task<IReadOnlyList<LimitOverview>?> LimitsAsync(string species, string? district, DateOnly? knownOn, CancellationToken cancellationToken)
    {
        if ((await SpeciesAsync(cancellationToken)).FirstOrDefault(one => one.Id == species) is not { } definition)
        {
            return null;
        }

        var changes = (await LimitChangesAsync(knownOn, cancellationToken)).Where(change => change.Fact.Species == species).ToList();
        var holding = LimitChanges.Effective(definition, changes.Select(change => change.Fact), district).ToDictionary(limit => limit.Id);
        return [.. definition.Limits.Select(limit =>
            new LimitOverview(limit, holding.GetValueOrDefault(limit.Id), [.. changes.Where(change => change.Fact.Limit == limit.Id).Reverse()]))];
    }

    public async Task<IReadOnlyList<InitiativeOverview>> InitiativesAsync(string? district, DateOnly day, DateOnly? knownOn, CancellationToken cancellationToken)
    {
        List<(string District, string Initiative, string? Kind, InitiativeEntry Entry)> steps = [];
        await foreach (var row in ReadAsync(
            """
            select district, initiative, kind, step, from_day, evidence, reason, actor, position, recorded_at from miyagi.fishery_initiative_steps
            where recorded_at < $1 and ($2::varchar is null or district = $2) order by district, initiative, position
            """,
            [EndOf(knownOn), Text(district)],
            cancellationToken))
        {
            steps.Add((row.GetString(0), row.GetString(1), Optional(row, 2), new InitiativeEntry(
                row.GetString(3), row.GetFieldValue<DateOnly>(4), Optional(row, 5) is { Length: > 0 } evidence ? evidence : null, Optional(row, 6), row.GetString(7), row.GetInt64(8),
                row.GetFieldValue<DateTimeOffset>(9))));
        }

        return [.. steps.GroupBy(step => (step.District, step.Initiative)).Where(group => group.Any(step => step.Kind is not null)).Select(group =>
        {
            var start = group.Last(step => step.Kind is not null);
            return new InitiativeOverview(
                group.Key.District, group.Key.Initiative, start.Kind!, InitiativeStates.On(group.Select(step => new InitiativeStep(step.Entry.Step, step.Entry.On)), day),
                start.Entry.Evidence is not null, [.. group.Select(step => step.Entry)]);
        })];
    }

    public async Task<IReadOnlyList<FishingLog>> LogsAsync(string? district, DateOnly from, DateOnly to, DateOnly? knownOn, int limit, CancellationToken cancellationToken)
    {
        List<FishingLog> logs = [];
        await foreach (var row in ReadAsync(
            """
            select id, district, record, actor, position, recorded_at from miyagi.fishing_logs
            where recorded_at < $1 and ($2::varchar is null or district = $2) and date >= $3 and date <= $4 order by date desc, position desc limit $5
            """,
            [EndOf(knownOn), Text(district), new NpgsqlParameter { Value = from }, new NpgsqlParameter { Value = to }, new NpgsqlParameter { Value = limit }],
            cancellationToken))
        {
            logs.Add(new FishingLog(
                row.GetString(0), row.GetString(1), ProjectionJson.Deserialize<FishingLogRecord>(row.GetFieldValue<byte[]>(2)), row.GetString(3), row.GetInt64(4), row.GetFieldValue<DateTimeOffset>(5)));
        }

        return logs;
    }

    /// <summary>The newest definition of each, in the order in which they first came.</summary>
    private async Task<IReadOnlyList<T>> DefinitionsAsync<T>(string table, CancellationToken cancellationToken)
    {
        List<T> definitions = [];
        await foreach (var row in ReadAsync(
            $"select definition from (select distinct on (id) definition, min(position) over (partition by id) as first from miyagi.{table} order by id, position desc) d order by first", [], cancellationToken))
        {
            definitions.Add(ProjectionJson.Deserialize<T>(row.GetFieldValue<byte[]>(0)));
        }

        return definitions;
    }

    private async IAsyncEnumerable<NpgsqlDataReader> ReadAsync(string sql, NpgsqlParameter[] parameters, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = database.Pages.CreateCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }

        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            yield return reader;
        }
    }

    private static string? Optional(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static NpgsqlParameter Text(string? text) => new() { Value = (object?)text ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Varchar };

    private static NpgsqlParameter EndOf(DateOnly? knownOn) => new()
    {
        Value = knownOn is { } day ? JapanDay.StartOf(day.AddDays(1)) : DateTimeOffset.MaxValue,
        NpgsqlDbType = NpgsqlDbType.TimestampTz,
    };
}
