using MiyagiSensing.Domain.Events;
using MiyagiSensing.Projections.Engine;
using Npgsql;

namespace MiyagiSensing.Projections.Stations;

/// <summary>The rows of <c>station_thresholds</c>: a row for each change, for ever.</summary>
internal static class ThresholdRows
{
    /// <summary>The table.</summary>
    public const string Schema =
        """

        create table if not exists station_thresholds (
            position bigint primary key,
            station varchar not null,
            fact jsonb not null,
            actor varchar not null,
            recorded_at timestamptz not null
        );
        create index if not exists station_thresholds_by_station on station_thresholds (station);

        """;

    /// <summary>Writes a row; its columns in order are the parameters.</summary>
    public const string Insert = "insert into station_thresholds (position, station, fact, actor, recorded_at) values ($1, $2, $3, $4, $5) on conflict (position) do nothing";

    /// <summary>Reads rows of position, fact, actor and recorded_at.</summary>
    public static async Task<List<ThresholdChange>> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        List<ThresholdChange> changes = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            changes.Add(new ThresholdChange(
                ProjectionJson.Deserialize<ThresholdChanged>(reader.GetFieldValue<byte[]>(1)), reader.GetString(2), reader.GetInt64(0), reader.GetFieldValue<DateTimeOffset>(3)));
        }

        return changes;
    }
}
