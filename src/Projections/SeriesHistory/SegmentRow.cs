using MiyagiSensing.Domain.Readings;
using MiyagiSensing.Projections.SeriesHistory.Encoding;

namespace MiyagiSensing.Projections.SeriesHistory;

/// <summary>One row of <c>series_history</c>.</summary>
/// <param name="Series">The series.</param>
/// <param name="Day">UTC day of the device's clock.</param>
/// <param name="Segment">Position of the journal up to which the readings were gathered: unique within the day, and in the order of the commits.</param>
/// <param name="Level">0 as written first, one more for each merge, <see cref="Closed"/> for good.</param>
/// <param name="Count">Readings in it.</param>
/// <param name="First">The device's clock of the first reading, Unix time in ms.</param>
/// <param name="Last">Of the last one.</param>
/// <param name="FirstSequence">Least sequence number that identifies a reading; null when none does.</param>
/// <param name="LastSequence">Greatest one.</param>
/// <param name="Data">The readings, see <see cref="SegmentWriter"/>.</param>
internal sealed record SegmentRow(
    SeriesId Series, DateOnly Day, long Segment, short Level, int Count, long First, long Last, long? FirstSequence, long? LastSequence, byte[] Data)
{
    /// <summary>The level of a row that is merged no more, unless late readings come.</summary>
    public const short Closed = 9;

    /// <summary>Encodes a stretch of sorted columns, all of one day.</summary>
    public static SegmentRow Of(SeriesId series, DateOnly day, long segment, short level, HistoryColumns columns, int start, int count)
    {
        long? first = null, last = null;
        var sequences = columns.Sequences;
        for (var i = start; i < start + count && !sequences.IsEmpty; i++)
        {
            if (HistoryColumns.IdentityOf(columns.Marks[i]) == IdentityKind.Sequence)
            {
                first = Math.Min(first ?? long.MaxValue, sequences[i]);
                last = Math.Max(last ?? long.MinValue, sequences[i]);
            }
        }

        var quality = level == Closed ? SegmentWriter.Thorough : SegmentWriter.Quick;
        var data = SegmentWriter.Write(columns, start, count, quality);
        return new SegmentRow(series, day, segment, level, count, columns.Measured[start], columns.Measured[start + count - 1], first, last, data);
    }

    /// <summary>Cuts what has gathered of a series into rows: one a day, more only beyond the bound of a segment.</summary>
    public static IEnumerable<SegmentRow> Cut(SeriesId series, HistoryColumns gathered, long segment)
    {
        var columns = gathered.Sorted();
        for (var (start, piece) = (0, 0); start < columns.Count; piece++)
        {
            var day = HistoryDay.Of(columns.Measured[start]);
            var length = HistoryColumns.LowerBound(columns.Measured[start..], HistoryDay.EndOf(day));
            if (length > SegmentLimits.Readings)
            {
                // Takes hundreds of blocks, so the positions just before belong to no other row.
                yield return Of(series, day, segment - 1 - piece, 0, columns, start, SegmentLimits.Readings);
                start += SegmentLimits.Readings;
                continue;
            }

            yield return Of(series, day, segment, 0, columns, start, length);
            start += length;
        }
    }

    /// <summary>Merges rows of one day, in order of their segments, into as few as the bound of a segment allows: one, but for series of more than 12 readings a second.</summary>
    public static IEnumerable<SegmentRow> Merge(IReadOnlyList<SegmentRow> rows, short level)
    {
        for (var start = 0; start < rows.Count;)
        {
            var (end, readings) = (start, 0);
            var columns = new HistoryColumns();
            for (; end < rows.Count && (end == start || readings + rows[end].Count <= SegmentLimits.Readings); end++)
            {
                SegmentReader.Read(rows[end].Data, columns);
                readings += rows[end].Count;
            }

            yield return Of(rows[start].Series, rows[start].Day, rows[end - 1].Segment, level, columns.Sorted(), 0, columns.Count);
            start = end;
        }
    }
}
