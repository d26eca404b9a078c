using MiyagiSensing.Projections.SeriesHistory.Encoding;
using Npgsql;
using NpgsqlTypes;

namespace MiyagiSensing.Projections.SeriesHistory;

/// <summary>The table <c>series_history</c>, read and written by its projection.</summary>
internal static class SegmentRows
{
    /// <summary>The table. The data is compressed already, so PostgreSQL does not try again.</summary>
    public const string Schema =
        """
        create table if not exists series_history (
            device varchar not null,
            sensor varchar not null,
            metric varchar not null,
            day date not null,
            segment bigint not null,
            level smallint not null,
            count integer not null,
            first_at timestamptz not null,
            last_at timestamptz not null,
            first_sequence bigint null,
            last_sequence bigint null,
            data bytea not null,
            primary key (device, sensor, metric, day, segment)
        );
        alter table series_history alter column data set storage external;
        create index if not exists series_history_open on series_history (day) where level < 9;

        """;

    /// <summary>The columns that <see cref="Read"/> expects, in order; the table is <c>h</c>.</summary>
    public const string Columns = "h.device, h.sensor, h.metric, h.day, h.segment, h.level, h.count, h.first_at, h.last_at, h.first_sequence, h.last_sequence, h.data";

    /// <summary>A row at the reader's place.</summary>
    public static SegmentRow Read(NpgsqlDataReader reader, int offset = 0) => new(
        new SeriesId(reader.GetString(offset), reader.GetString(offset + 1), reader.GetString(offset + 2)),
        reader.GetFieldValue<DateOnly>(offset + 3),
        reader.GetInt64(offset + 4),
        reader.GetInt16(offset + 5),
        reader.GetInt32(offset + 6),
        reader.GetFieldValue<DateTimeOffset>(offset + 7).ToUnixTimeMilliseconds(),
        reader.GetFieldValue<DateTimeOffset>(offset + 8).ToUnixTimeMilliseconds(),
        reader.IsDBNull(offset + 9) ? null : reader.GetInt64(offset + 9),
        reader.IsDBNull(offset + 10) ? null : reader.GetInt64(offset + 10),
        reader.GetFieldValue<byte[]>(offset + 11));

    /// <summary>Learns which days are open.</summary>
    public static async Task LoadOpenAsync(NpgsqlConnection connection, OpenDays open, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select device, sensor, metric, day, level, count, last_at from series_history where level < 9", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var series = new SeriesId(reader.GetString(0), reader.GetString(1), reader.GetString(2));
            open.Add(series, reader.GetFieldValue<DateOnly>(3), reader.GetInt16(4), reader.GetInt32(5), reader.GetFieldValue<DateTimeOffset>(6));
        }
    }

    /// <summary>The rows of the merges, those of one merge together and in order of their segments. Closed rows of a day that got late readings are among them, unless they are too large to be merged.</summary>
    public static async Task<IReadOnlyList<SegmentRow>> OfMergesAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<DayMerge> merges, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"""
            select {Columns} from unnest($1, $2, $3, $4, $5) with ordinality as q (device, sensor, metric, day, level, number)
                join series_history h using (device, sensor, metric, day)
                where (h.level = q.level and (q.level < 9 or h.count < {SegmentLimits.Readings / 2})) or (h.level < 9 and q.level = 9)
                order by q.number, h.segment
            """,
            connection,
            transaction)
        {
            Parameters =
            {
                Texts(merges, merge => merge.Series.Device),
                Texts(merges, merge => merge.Series.Sensor),
                Texts(merges, merge => merge.Series.Metric),
                new NpgsqlParameter { Value = merges.Select(merge => merge.Day).ToArray() },
                new NpgsqlParameter { Value = merges.Select(merge => merge.Level).ToArray() },
            },
        };
        List<SegmentRow> rows = [];
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(Read(reader));
        }

        return rows;
    }

    /// <summary>Deletes rows.</summary>
    public static async Task DeleteAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<SegmentRow> rows, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            delete from series_history h using unnest($1, $2, $3, $4, $5) as q (device, sensor, metric, day, segment)
                where (h.device, h.sensor, h.metric, h.day, h.segment) = (q.device, q.sensor, q.metric, q.day, q.segment)
            """,
            connection,
            transaction);
        AddKeys(command, rows);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Adds rows.</summary>
    public static async Task InsertAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<SegmentRow> rows, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            insert into series_history (device, sensor, metric, day, segment, level, count, first_at, last_at, first_sequence, last_sequence, data)
                select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            """,
            connection,
            transaction);
        AddKeys(command, rows);
        command.Parameters.Add(new NpgsqlParameter { Value = rows.Select(row => row.Level).ToArray() });
        command.Parameters.Add(new NpgsqlParameter { Value = rows.Select(row => row.Count).ToArray() });
        command.Parameters.Add(new NpgsqlParameter { Value = rows.Select(row => DateTimeOffset.FromUnixTimeMilliseconds(row.First)).ToArray() });
        command.Parameters.Add(new NpgsqlParameter { Value = rows.Select(row => DateTimeOffset.FromUnixTimeMilliseconds(row.Last)).ToArray() });
        command.Parameters.Add(new NpgsqlParameter { Value = rows.Select(row => row.FirstSequence).ToArray() });
        command.Parameters.Add(new NpgsqlParameter { Value = rows.Select(row => row.LastSequence).ToArray() });
        command.Parameters.Add(new NpgsqlParameter { Value = rows.Select(row => row.Data).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static void AddKeys(NpgsqlCommand command, IReadOnlyList<SegmentRow> rows)
    {
        command.Parameters.Add(Texts(rows, row => row.Series.Device));
        command.Parameters.Add(Texts(rows, row => row.Series.Sensor));
        command.Parameters.Add(Texts(rows, row => row.Series.Metric));
        command.Parameters.Add(new NpgsqlParameter { Value = rows.Select(row => row.Day).ToArray() });
        command.Parameters.Add(new NpgsqlParameter { Value = rows.Select(row => row.Segment).ToArray() });
    }

    private static NpgsqlParameter Texts<T>(IReadOnlyList<T> items, Func<T, string> text) =>
        new() { Value = items.Select(text).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar };
}
