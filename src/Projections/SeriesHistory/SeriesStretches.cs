using MiyagiSensing.Projections.Engine;
using MiyagiSensing.Projections.SeriesHistory.Encoding;
using Npgsql;

namespace MiyagiSensing.Projections.SeriesHistory;

/// <summary>The newest stretch of many series at once, for projections that begin again and must know what their fold had in memory: stored rows, and from the journal what is not in them.</summary>
internal sealed class SeriesStretches(ProjectionDatabase database, HistoryJournal journal)
{
    /// <summary>The readings of each series from an instant on, at least all that were recorded up to a position, in the order of their commits within an instant.</summary>
    /// <param name="from">The series, each with the instant, Unix time in ms.</param>
    /// <param name="upTo">The position; what was recorded behind it is left out.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<Dictionary<SeriesId, HistoryColumns>> ReadAsync(IReadOnlyDictionary<SeriesId, long> from, long upTo, CancellationToken cancellationToken)
    {
        var found = from.Keys.ToDictionary(series => series, _ => new HistoryColumns());
        if (from.Count == 0)
        {
            return found;
        }

        var checkpoint = await ReadRowsAsync(from, found, cancellationToken);
        if (checkpoint < upTo)
        {
            foreach (var (series, columns) in (await journal.GatherAsync([.. from.Keys], checkpoint, upTo, cancellationToken)).Series)
            {
                found[series].Add(columns, 0, columns.Count);
            }
        }

        return found.ToDictionary(pair => pair.Key, pair => Part(pair.Value.Sorted(), from[pair.Key], upTo));
    }

    private static HistoryColumns Part(HistoryColumns columns, long from, long upTo)
    {
        var part = new HistoryColumns();
        for (var i = HistoryColumns.LowerBound(columns.Measured, from); i < columns.Count; i++)
        {
            if (columns.Positions[i] <= upTo)
            {
                part.Add(columns, i, 1);
            }
        }

        return part;
    }

    private async Task<long> ReadRowsAsync(IReadOnlyDictionary<SeriesId, long> from, Dictionary<SeriesId, HistoryColumns> found, CancellationToken cancellationToken)
    {
        await using var command = database.DataSource.CreateCommand(
            """
            select coalesce(p.last_seq_id, 0), h.device, h.sensor, h.metric, h.data
                from (values (1)) as one left join miyagi.mt_event_progression p on p.name = $1
                left join (miyagi.series_history h join unnest($2::varchar[], $3::varchar[], $4::varchar[], $5::date[]) as w (device, sensor, metric, day)
                    on h.device = w.device and h.sensor = w.sensor and h.metric = w.metric and h.day >= w.day) on true
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = SeriesHistoryProjector.ProjectionName });
        command.Parameters.Add(new NpgsqlParameter { Value = from.Keys.Select(series => series.Device).ToArray() });
        command.Parameters.Add(new NpgsqlParameter { Value = from.Keys.Select(series => series.Sensor).ToArray() });
        command.Parameters.Add(new NpgsqlParameter { Value = from.Keys.Select(series => series.Metric).ToArray() });
        command.Parameters.Add(new NpgsqlParameter { Value = from.Values.Select(HistoryDay.Of).ToArray() });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var checkpoint = 0L;
        while (await reader.ReadAsync(cancellationToken))
        {
            checkpoint = reader.GetInt64(0);
            if (!reader.IsDBNull(1))
            {
                SegmentReader.Read(reader.GetFieldValue<byte[]>(4), found[new SeriesId(reader.GetString(1), reader.GetString(2), reader.GetString(3))]);
            }
        }

        return checkpoint;
    }
}
