using System.Runtime.CompilerServices;
using MiyagiSensing.Projections.Engine;
using MiyagiSensing.Projections.SeriesHistory.Encoding;
using Npgsql;

namespace MiyagiSensing.Projections.SeriesHistory;

/// <summary>
/// Stored rows, plus what is not in them yet: from the memory of the projection when it runs in this process, else from the journal behind its checkpoint. Rows say up to which position they go in the same
/// statement that reads them, so nothing is missed or told twice while the projection writes.
/// </summary>
internal sealed class SeriesHistoryQueries(ProjectionDatabase database, HistoryTail tail, HistoryJournal journal) : ISeriesHistoryQueries
{
    public async Task<IReadOnlyList<SeriesId>> ListAsync(string device, CancellationToken cancellationToken)
    {
        HashSet<SeriesId> found = [.. tail.SeriesOf(device)];
        if (tail.Position < 0)
        {
            await foreach (var (block, _) in journal.BlocksAsync(await journal.CheckpointAsync(cancellationToken), long.MaxValue, cancellationToken))
            {
                found.UnionWith(
                    from grp in block.Groups
                    from source in grp.Sources
                    where source.Device == device
                    from metric in grp.Metrics.Names
                    select new SeriesId(device, source.Sensor, metric));
            }
        }

        await using var command = database.DataSource.CreateCommand("select distinct sensor, metric from miyagi.series_history where device = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = device });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(new SeriesId(device, reader.GetString(0), reader.GetString(1)));
        }

        return [.. found.OrderBy(series => series.Sensor, StringComparer.Ordinal).ThenBy(series => series.Metric, StringComparer.Ordinal)];
    }

    public async IAsyncEnumerable<HistoricValue> ReadAsync(
        SeriesId series, DateTimeOffset from, DateTimeOffset to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (first, end) = (CeilingMilliseconds(from), CeilingMilliseconds(to));
        if (first >= end)
        {
            yield break;
        }

        // Before the rows: what is written meanwhile is then in both, and known by its position.
        var recent = (await RecentAsync(series, cancellationToken)).Sorted();
        var next = HistoryColumns.LowerBound(recent.Measured, first);
        var checkpoint = -1L;
        await foreach (var day in DaysAsync(series, HistoryDay.Of(first), HistoryDay.Of(end - 1), cancellationToken))
        {
            checkpoint = day.Checkpoint;
            var columns = day.Columns;
            var dayFirst = columns.Count == 0 ? end : columns.Measured[0];
            for (; next < recent.Count && recent.Measured[next] < dayFirst && recent.Measured[next] < end; next++)
            {
                if (recent.Positions[next] > checkpoint)
                {
                    yield return ValueAt(recent, next);
                }
            }

            if (columns.Count == 0)
            {
                break;
            }

            var dayEnd = Math.Min(HistoryDay.EndOf(HistoryDay.Of(dayFirst)), end);
            for (; next < recent.Count && recent.Measured[next] < dayEnd; next++)
            {
                if (recent.Positions[next] > checkpoint)
                {
                    columns.Add(recent, next, 1);
                }
            }

            columns = columns.Sorted();
            var last = HistoryColumns.LowerBound(columns.Measured, dayEnd);
            for (var i = HistoryColumns.LowerBound(columns.Measured, first); i < last; i++)
            {
                yield return ValueAt(columns, i);
            }
        }

        for (; next < recent.Count && recent.Measured[next] < end; next++)
        {
            if (recent.Positions[next] > checkpoint)
            {
                yield return ValueAt(recent, next);
            }
        }
    }

    private async Task<HistoryColumns> RecentAsync(SeriesId series, CancellationToken cancellationToken)
    {
        if (tail.Position >= 0)
        {
            return tail.Read(series).Columns;
        }

        var gathered = await journal.GatherAsync([series], await journal.CheckpointAsync(cancellationToken), long.MaxValue, cancellationToken);
        return gathered.Series.GetValueOrDefault(series) ?? new HistoryColumns();
    }

    private static HistoricValue ValueAt(HistoryColumns columns, int index) => new(
        columns.Positions[index],
        DateTimeOffset.FromUnixTimeMilliseconds(columns.Measured[index]),
        DateTimeOffset.FromUnixTimeMilliseconds(columns.Received[index]),
        columns.Values[index]);

    /// <summary>An instant between two milliseconds begins at the later one, so that both bounds keep their meaning.</summary>
    private static long CeilingMilliseconds(DateTimeOffset instant)
    {
        var floor = instant.ToUnixTimeMilliseconds();
        return DateTimeOffset.FromUnixTimeMilliseconds(floor) < instant ? floor + 1 : floor;
    }

    /// <summary>The days that have rows, sorted; one without readings when there are none, which still tells the checkpoint.</summary>
    private async IAsyncEnumerable<(long Checkpoint, HistoryColumns Columns)> DaysAsync(
        SeriesId series, DateOnly from, DateOnly to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = database.DataSource.CreateCommand(
            """
            select coalesce(p.last_seq_id, 0), h.day, h.data
                from (values (1)) as one left join miyagi.mt_event_progression p on p.name = $1
                left join miyagi.series_history h on h.device = $2 and h.sensor = $3 and h.metric = $4 and h.day between $5 and $6
                order by h.day, h.segment
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = SeriesHistoryProjector.ProjectionName });
        command.Parameters.Add(new NpgsqlParameter { Value = series.Device });
        command.Parameters.Add(new NpgsqlParameter { Value = series.Sensor });
        command.Parameters.Add(new NpgsqlParameter { Value = series.Metric });
        command.Parameters.Add(new NpgsqlParameter { Value = from });
        command.Parameters.Add(new NpgsqlParameter { Value = to });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var (checkpoint, day, columns) = (0L, DateOnly.MinValue, new HistoryColumns());
        while (await reader.ReadAsync(cancellationToken))
        {
            checkpoint = reader.GetInt64(0);
            if (reader.IsDBNull(1))
            {
                break;
            }

            var rowDay = reader.GetFieldValue<DateOnly>(1);
            if (rowDay != day && columns.Count > 0)
            {
                yield return (checkpoint, columns.Sorted());
                columns = new HistoryColumns();
            }

            day = rowDay;
            SegmentReader.Read(reader.GetFieldValue<byte[]>(2), columns);
        }

        yield return (checkpoint, columns.Sorted());
    }
}
