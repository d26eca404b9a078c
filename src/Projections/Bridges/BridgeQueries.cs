using MiyagiSensing.Domain;
using MiyagiSensing.Domain.Bridges;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Projections.Engine;
using Npgsql;
using NpgsqlTypes;

namespace MiyagiSensing.Projections.Bridges;

/// <summary>Reads the register's rows; duties are worked out when they are asked for, since they change with the day.</summary>
internal sealed class BridgeQueries(ProjectionDatabase database) : IBridgeQueries
{
    private const string Versions = "select inspection, version, bridge, record, reason, actor, position, recorded_at, superseded_at from miyagi.bridge_inspections";

    public async Task<IReadOnlyList<BridgeOverview>> ListAsync(DateOnly day, DateOnly? knownOn, CancellationToken cancellationToken)
    {
        var known = knownOn is { } last ? JapanDay.StartOf(last.AddDays(1)) : DateTimeOffset.MaxValue;
        await using var batch = Batch(
            "select definition from miyagi.bridges where defined_at < $1 and not (retired_on is not null and retired_on <= $2 and retired_at < $1) order by id",
            $"{Versions} where record is not null and recorded_at < $1 and (superseded_at is null or superseded_at >= $1) and date <= $2 order by date",
            "select fact, actor, position, recorded_at from miyagi.bridge_repairs where recorded_at < $1 and date <= $2 order by date");
        foreach (var command in batch.BatchCommands)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = known, NpgsqlDbType = NpgsqlDbType.TimestampTz });
            command.Parameters.Add(new NpgsqlParameter { Value = day });
        }

        var (bridges, inspections, repairs) = await ReadAsync(batch, cancellationToken);
        var (inspectionsOf, repairsOf) = (inspections.ToLookup(item => item.Bridge), repairs.ToLookup(item => item.Fact.Bridge));
        return bridges.ConvertAll(bridge => Overview(bridge, [.. inspectionsOf[bridge.Id]], [.. repairsOf[bridge.Id]], day));
    }

    public async Task<BridgeDossier?> FindAsync(string bridge, DateOnly day, CancellationToken cancellationToken)
    {
        await using var batch = Batch(
            "select definition from miyagi.bridges where id = $1",
            $"{Versions} where bridge = $1 order by position",
            "select fact, actor, position, recorded_at from miyagi.bridge_repairs where bridge = $1 order by date, position");
        foreach (var command in batch.BatchCommands)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = bridge });
        }

        var (bridges, inspections, repairs) = await ReadAsync(batch, cancellationToken);
        if (bridges is not [var found])
        {
            return null;
        }

        var holding = inspections.Where(item => item is { Record: not null, SupersededAt: null }).OrderBy(item => item.Record!.Date).ToList();
        // Versions of one inspection stay together, under the day that holds.
        var dates = inspections.Where(item => item.Record is not null).GroupBy(item => item.Inspection).ToDictionary(group => group.Key, group => group.Last().Record!.Date);
        return new BridgeDossier(
            Overview(found, holding, repairs, day),
            [.. inspections.OrderByDescending(item => dates.GetValueOrDefault(item.Inspection)).ThenBy(item => item.Inspection, StringComparer.Ordinal).ThenByDescending(item => item.Version)],
            [.. repairs.OrderByDescending(repair => repair.Fact.Date)]);
    }

    private static BridgeOverview Overview(BridgeDefinition bridge, List<BridgeInspection> inspections, List<BridgeRepair> repairs, DateOnly day)
    {
        var cycle = InspectionCycle.Of(day);
        var visits = inspections.Where(item => item.Record!.Date <= day).ToList();
        return new BridgeOverview
        {
            Bridge = bridge,
            Duty = InspectionDuty.Of(visits.Select(item => item.Record!.Date), day),
            InspectionsInCycle = visits.Count(item => cycle.Contains(item.Record!.Date)),
            WorstGrade = visits.Count == 0 ? null : InspectionWords.Worst(visits[^1].Record!.Parts),
            LastRepair = repairs.Count == 0 ? null : repairs[^1].Fact.Date,
        };
    }

    private NpgsqlBatch Batch(params ReadOnlySpan<string> statements)
    {
        var batch = database.Pages.CreateBatch();
        foreach (var sql in statements)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(sql));
        }

        return batch;
    }

    private static async Task<(List<BridgeDefinition> Bridges, List<BridgeInspection> Inspections, List<BridgeRepair> Repairs)> ReadAsync(
        NpgsqlBatch batch, CancellationToken cancellationToken)
    {
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        List<BridgeDefinition> bridges = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            bridges.Add(ProjectionJson.Deserialize<BridgeDefinition>(reader.GetFieldValue<byte[]>(0)));
        }

        await reader.NextResultAsync(cancellationToken);
        List<BridgeInspection> inspections = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            inspections.Add(new BridgeInspection(
                reader.GetString(0), reader.GetInt32(1), reader.GetString(2),
                reader.IsDBNull(3) ? null : ProjectionJson.Deserialize<InspectionRecord>(reader.GetFieldValue<byte[]>(3)),
                reader.IsDBNull(4) ? null : reader.GetString(4), reader.GetString(5), reader.GetInt64(6), reader.GetFieldValue<DateTimeOffset>(7),
                reader.IsDBNull(8) ? null : reader.GetFieldValue<DateTimeOffset>(8)));
        }

        await reader.NextResultAsync(cancellationToken);
        List<BridgeRepair> repairs = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            repairs.Add(new BridgeRepair(
                ProjectionJson.Deserialize<RepairRecorded>(reader.GetFieldValue<byte[]>(0)), reader.GetString(1), reader.GetInt64(2), reader.GetFieldValue<DateTimeOffset>(3)));
        }

        return (bridges, inspections, repairs);
    }
}
