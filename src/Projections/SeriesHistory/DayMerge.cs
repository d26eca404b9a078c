namespace MiyagiSensing.Projections.SeriesHistory;

/// <summary>Rows of one day that are to become one.</summary>
/// <param name="Series">The series.</param>
/// <param name="Day">The day.</param>
/// <param name="Level">The level to merge; <see cref="SegmentRow.Closed"/> for all rows of the day.</param>
internal readonly record struct DayMerge(SeriesId Series, DateOnly Day, short Level)
{
    /// <summary>The level of the result.</summary>
    public short Target => Level == SegmentRow.Closed ? SegmentRow.Closed : (short)Math.Min(Level + 1, SegmentRow.Closed - 1);
}
