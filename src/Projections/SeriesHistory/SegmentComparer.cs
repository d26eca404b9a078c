using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MiyagiSensing.Projections.Engine.Shadows;
using MiyagiSensing.Projections.SeriesHistory.Encoding;
using Npgsql;

namespace MiyagiSensing.Projections.SeriesHistory;

/// <summary>Compares histories by their readings, series by series and day by day: how the readings of a day are cut into rows depends on when they were written and merged.</summary>
internal sealed class SegmentComparer : IRowComparer
{
    /// <summary>Days of a series compared by one query. Chosen: PostgreSQL sorts their rows in memory; here only one day is held.</summary>
    private const int PageDays = 200;

    private const string Key = "h.device, h.sensor, h.metric, h.day";

    public async Task<TableComparison> CompareAsync(NpgsqlConnection connection, string live, string replayed, CancellationToken cancellationToken)
    {
        using var liveHash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var replayedHash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long days = 0, differing = 0;
        string? first = null;
        for (object[]? cursor = null; ;)
        {
            var count = 0;
            await foreach (var (series, day, left, right) in PageAsync(connection, live, replayed, cursor, cancellationToken))
            {
                count++;
                var difference = Difference(left, right);
                differing += difference is null ? 0 : 1;
                first ??= difference is null ? null : string.Create(CultureInfo.InvariantCulture, $"{series.Device} {series.Sensor} {series.Metric} on {day:yyyy-MM-dd}: {difference}");
                Append(liveHash, series, day, left);
                Append(replayedHash, series, day, right);
                cursor = [series.Device, series.Sensor, series.Metric, day];
            }

            days += count;
            if (count < PageDays)
            {
                return new TableComparison("series_history", days, differing, Text(liveHash), Text(replayedHash), first) { Unit = "days of a series" };
            }
        }
    }

    /// <summary>The first difference of two stretches of readings, for a person; null when there is none.</summary>
    internal static string? Difference(Side live, Side replayed)
    {
        if (live.Fault is not null)
        {
            return $"the live rows can't be read: {live.Fault}";
        }

        var (left, right) = (live.Columns.Sorted(), replayed.Columns.Sorted());
        for (var i = 0; i < Math.Min(left.Count, right.Count); i++)
        {
            if (!Describe(left, i).Equals(Describe(right, i), StringComparison.Ordinal))
            {
                return $"reading {i + 1} is {Describe(left, i)} live and {Describe(right, i)} in the replay";
            }
        }

        return left.Count == right.Count
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"{left.Count} readings live and {right.Count} in the replay");
    }

    private static string Describe(HistoryColumns columns, int i) => string.Create(
        CultureInfo.InvariantCulture,
        $"{columns.Values[i]:R} of {Instant(columns.Measured[i])}, received {Instant(columns.Received[i])}, event {columns.Positions[i]}, mark {columns.Marks[i]}, number {(columns.Sequences.IsEmpty ? 0 : columns.Sequences[i])}");

    private static string Instant(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static void Append(IncrementalHash hash, SeriesId series, DateOnly day, Side side)
    {
        if (side.Columns.Count == 0)
        {
            return;
        }

        var columns = side.Columns.Sorted();
        hash.AppendData(System.Text.Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{series.Device}\n{series.Sensor}\n{series.Metric}\n{day:O}\n{columns.Count}\n")));
        hash.AppendData(MemoryMarshal.AsBytes(columns.Measured));
        hash.AppendData(MemoryMarshal.AsBytes(columns.Received));
        hash.AppendData(MemoryMarshal.AsBytes(columns.Positions));
        hash.AppendData(MemoryMarshal.AsBytes(columns.Values));
        hash.AppendData(columns.Marks);
        hash.AppendData(MemoryMarshal.AsBytes(columns.Sequences));
    }

    private static string Text(IncrementalHash hash) => Convert.ToHexString(hash.GetHashAndReset())[..16];

    private static async IAsyncEnumerable<(SeriesId Series, DateOnly Day, Side Live, Side Replayed)> PageAsync(
        NpgsqlConnection connection, string live, string replayed, object[]? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var after = cursor is null ? "" : $"where ({Key}) > ($1, $2, $3, $4)";
        await using var command = new NpgsqlCommand(
            $"""
            with page as (
                select {Key} from (select {Key} from {live}.series_history h {after} union select {Key} from {replayed}.series_history h {after}) h
                    order by {Key} limit {PageDays})
            select p.device, p.sensor, p.metric, p.day, s.replayed, s.data from page p cross join lateral (
                select false as replayed, h.segment, h.data from {live}.series_history h where ({Key}) = (p.device, p.sensor, p.metric, p.day)
                union all select true, h.segment, h.data from {replayed}.series_history h where ({Key}) = (p.device, p.sensor, p.metric, p.day)) s
                order by p.device, p.sensor, p.metric, p.day, s.replayed, s.segment
            """,
            connection)
        {
            CommandTimeout = 0,
        };
        foreach (var value in cursor ?? [])
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        (SeriesId Series, DateOnly Day, Side Live, Side Replayed)? open = null;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var (series, day) = (new SeriesId(reader.GetString(0), reader.GetString(1), reader.GetString(2)), reader.GetFieldValue<DateOnly>(3));
            if (open is { } finished && (finished.Series != series || finished.Day != day))
            {
                yield return finished;
                open = null;
            }

            var current = open ??= (series, day, new Side(), new Side());
            (reader.GetBoolean(4) ? current.Replayed : current.Live).Read(reader.GetFieldValue<byte[]>(5));
        }

        if (open is { } last)
        {
            yield return last;
        }
    }

    /// <summary>The readings of one day as one build has them.</summary>
    internal sealed class Side
    {
        public HistoryColumns Columns { get; } = new();

        /// <summary>Why a row can't be decoded; null when all can.</summary>
        public string? Fault { get; private set; }

        public void Read(byte[] segment)
        {
            try
            {
                SegmentReader.Read(segment, Columns);
            }
            catch (InvalidDataException exception)
            {
                Fault ??= exception.Message;
            }
        }
    }
}
