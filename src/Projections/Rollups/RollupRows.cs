using System.Numerics;
using MiyagiSensing.Projections.SeriesHistory;
using Npgsql;
using NpgsqlTypes;

namespace MiyagiSensing.Projections.Rollups;

/// <summary>
/// The table <c>rollup_hours</c>: a row for each series and hour. Days and all longer periods are folded from it when they are asked for: rows for days too would be written with each hour's again, and a fiscal year of
/// hours is read in a few milliseconds.
/// </summary>
internal static class RollupRows
{
    /// <summary>The table. Rows of the running hours change every few seconds and are soon left alone, so a little free room in each page is enough.</summary>
    public const string Schema =
        """
        create table if not exists rollup_hours (
            device varchar not null,
            sensor varchar not null,
            metric varchar not null,
            day date not null,
            hour smallint not null,
            count bigint not null,
            missing bigint not null,
            too_large bigint not null,
            minimum double precision null,
            maximum double precision null,
            sum numeric not null,
            primary key (device, sensor, metric, day, hour)
        ) with (fillfactor = 90);

        """;

    /// <summary>Writes what has gathered, in the transaction of the checkpoint.</summary>
    public static async Task SaveAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, OpenHours open, CancellationToken cancellationToken)
    {
        foreach (var (series, from, to) in open.Replaced)
        {
            await using var delete = new NpgsqlCommand(
                "delete from rollup_hours where device = $1 and sensor = $2 and metric = $3 and (day, hour) >= ($4, $5) and (day, hour) < ($6, $7)", connection, transaction)
            {
                Parameters =
                {
                    new NpgsqlParameter { Value = series.Device },
                    new NpgsqlParameter { Value = series.Sensor },
                    new NpgsqlParameter { Value = series.Metric },
                    new NpgsqlParameter { Value = RollupKey.DayOf(from) },
                    new NpgsqlParameter { Value = RollupKey.HourOfDay(from) },
                    new NpgsqlParameter { Value = RollupKey.DayOf(to) },
                    new NpgsqlParameter { Value = RollupKey.HourOfDay(to) },
                },
            };
            await delete.ExecuteNonQueryAsync(cancellationToken);
        }

        // Sorted by key, so that no two transactions wait for each other's rows crosswise.
        var rows = open.Increments.OrderBy(row => row.Series.Device, StringComparer.Ordinal).ThenBy(row => row.Series.Sensor, StringComparer.Ordinal)
            .ThenBy(row => row.Series.Metric, StringComparer.Ordinal).ThenBy(row => row.Hour).ToList();
        if (rows.Count > 0)
        {
            await AddAsync(connection, transaction, rows, cancellationToken);
        }
    }

    private static async Task AddAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, List<(SeriesId Series, long Hour, RollupSum Sum)> rows, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            insert into rollup_hours as r (device, sensor, metric, day, hour, count, missing, too_large, minimum, maximum, sum)
                select device, sensor, metric, day, hour, count, missing, too_large, minimum, maximum, parts * 0.000000001
                    from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
                        as n (device, sensor, metric, day, hour, count, missing, too_large, minimum, maximum, parts)
                on conflict (device, sensor, metric, day, hour) do update set count = r.count + excluded.count, missing = r.missing + excluded.missing,
                    too_large = r.too_large + excluded.too_large, minimum = least(r.minimum, excluded.minimum), maximum = greatest(r.maximum, excluded.maximum),
                    sum = r.sum + excluded.sum
            """,
            connection,
            transaction)
        {
            Parameters =
            {
                new NpgsqlParameter { Value = rows.ConvertAll(row => row.Series.Device) },
                new NpgsqlParameter { Value = rows.ConvertAll(row => row.Series.Sensor) },
                new NpgsqlParameter { Value = rows.ConvertAll(row => row.Series.Metric) },
                new NpgsqlParameter { Value = rows.ConvertAll(row => RollupKey.DayOf(row.Hour)) },
                new NpgsqlParameter { Value = rows.ConvertAll(row => RollupKey.HourOfDay(row.Hour)) },
                new NpgsqlParameter { Value = rows.ConvertAll(row => row.Sum.Count) },
                new NpgsqlParameter { Value = rows.ConvertAll(row => row.Sum.Missing) },
                new NpgsqlParameter { Value = rows.ConvertAll(row => row.Sum.TooLarge) },
                Doubles(rows.ConvertAll(row => row.Sum.Count == 0 ? (double?)null : row.Sum.Minimum)),
                Doubles(rows.ConvertAll(row => row.Sum.Count == 0 ? (double?)null : row.Sum.Maximum)),
                new NpgsqlParameter { Value = rows.ConvertAll(row => (BigInteger)row.Sum.Sum), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Numeric },
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlParameter Doubles(List<double?> values) => new() { Value = values, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Double };
}
