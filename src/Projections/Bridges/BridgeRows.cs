using MiyagiSensing.Domain.Bridges;
using MiyagiSensing.Projections.Engine;
using Npgsql;
using NpgsqlTypes;

namespace MiyagiSensing.Projections.Bridges;

/// <summary>The rows of the register as they were known at an instant, of one bridge or of all.</summary>
internal sealed record BridgeRows(IReadOnlyList<BridgeVersion> Versions, IReadOnlyList<BridgeInspection> Inspections, IReadOnlyList<BridgeRepair> Repairs)
{
    /// <summary>Reads them, each kind in the order of its events.</summary>
    /// <param name="database">The read models.</param>
    /// <param name="bridge">Null for all.</param>
    /// <param name="known">What was recorded from here on is not known yet.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<BridgeRows> ReadAsync(ProjectionDatabase database, string? bridge, DateTimeOffset known, CancellationToken cancellationToken)
    {
        await using var batch = database.Pages.CreateBatch();
        foreach (var sql in new[]
        {
            "select id, definition, retired_on, reason, actor, position, recorded_at from miyagi.bridge_versions where recorded_at < $1 and ($2 is null or id = $2) order by position",
            """
            select inspection, version, bridge, record, reason, actor, position, recorded_at, case when superseded_at < $1 then superseded_at end
                from miyagi.bridge_inspections where recorded_at < $1 and ($2 is null or bridge = $2) order by position
            """,
            """
            select repair, version, bridge, record, reason, actor, position, recorded_at, case when superseded_at < $1 then superseded_at end
                from miyagi.bridge_repairs where recorded_at < $1 and ($2 is null or bridge = $2) order by position
            """,
        })
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(sql)
            {
                Parameters =
                {
                    new NpgsqlParameter { Value = known, NpgsqlDbType = NpgsqlDbType.TimestampTz },
                    new NpgsqlParameter { Value = (object?)bridge ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Varchar },
                },
            });
        }

        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        List<BridgeVersion> versions = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            versions.Add(new BridgeVersion(
                reader.GetString(0), reader.IsDBNull(1) ? null : ProjectionJson.Deserialize<BridgeDefinition>(reader.GetFieldValue<byte[]>(1)),
                reader.IsDBNull(2) ? null : new BridgeRetirement(reader.GetFieldValue<DateOnly>(2), reader.GetString(3)), reader.GetString(4), reader.GetInt64(5),
                reader.GetFieldValue<DateTimeOffset>(6)));
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
                reader.GetString(0), reader.GetInt32(1), reader.GetString(2),
                reader.IsDBNull(3) ? null : ProjectionJson.Deserialize<RepairRecord>(reader.GetFieldValue<byte[]>(3)),
                reader.IsDBNull(4) ? null : reader.GetString(4), reader.GetString(5), reader.GetInt64(6), reader.GetFieldValue<DateTimeOffset>(7),
                reader.IsDBNull(8) ? null : reader.GetFieldValue<DateTimeOffset>(8)));
        }

        return new BridgeRows(versions, inspections, repairs);
    }
}
