namespace MiyagiSensing.Domain.Quality;

/// <summary>
/// Growth on a conductivity cell slows its exchange of water, so the tide's swing in salinity shrinks over weeks, against the sensor's own earlier weeks. Suspected when the median daily range of each of the last two blocks
/// of 15 days is at most 75 % of that of the block before, and the newest at most half of the oldest.
/// </summary>
/// <remarks>
/// Chosen: 15 days hold one spring and one neap tide (14.77 days), so their alternation does not look like growth; two steps in a row, since growth goes on and a change of the weather ends. A dry season shrinks the range
/// too: it is a suspicion to look at, not a fault. Counting starts at <c>since</c>, so a cleaned or exchanged sensor is not held against the one before.
/// </remarks>
public static class BiofoulingSuspicion
{
    /// <summary>Days of a block.</summary>
    public const int BlockDays = 15;

    /// <summary>Days of a block that must have a figure. Chosen: two thirds.</summary>
    public const int LeastDays = 10;

    /// <summary>Each block's range is at most this part of the block's before.</summary>
    public const double StepRatio = 0.75;

    /// <summary>The newest block's range is at most this part of the oldest's.</summary>
    public const double TotalRatio = 0.5;

    /// <summary>Where the oldest block ranges less, psu, there is no tide to lose: not evaluated. Chosen: five times a field CTD's error of 0.2.</summary>
    public const double LeastRange = 1;

    /// <summary>Judges a day.</summary>
    /// <param name="days">Daily ranges of salinity of one sensor, in any order, each day once; those after <paramref name="today"/> do not count. Leave out days with too few readings for a tide (less than half).</param>
    /// <param name="today">The last day that counts.</param>
    /// <param name="since">The first day that counts: the day after the sensor was last cleaned, exchanged or moved. Null: all.</param>
    public static BiofoulingJudgement Judge(ReadOnlySpan<DailyRange> days, DateOnly today, DateOnly? since = null)
    {
        var (oldest, middle, newest) = (Median(days, today, 2, since), Median(days, today, 1, since), Median(days, today, 0, since));
        var state = double.IsNaN(oldest + middle + newest) || oldest < LeastRange
            ? SuspicionState.NotEvaluated
            : middle <= StepRatio * oldest && newest <= StepRatio * middle && newest <= TotalRatio * oldest ? SuspicionState.Suspected : SuspicionState.None;
        return new BiofoulingJudgement(state, oldest, middle, newest);
    }

    /// <summary>The median of a block, NaN when it has too few days; block 0 is the newest.</summary>
    private static double Median(ReadOnlySpan<DailyRange> days, DateOnly today, int block, DateOnly? since)
    {
        Span<double> ranges = stackalloc double[BlockDays];
        var count = 0;
        foreach (var day in days)
        {
            var age = today.DayNumber - day.Day.DayNumber;
            if (age >= 0 && age / BlockDays == block && !(day.Day < since) && count < BlockDays)
            {
                ranges[count++] = day.Range;
            }
        }

        ranges = ranges[..count];
        ranges.Sort();
        return count < LeastDays ? double.NaN : (ranges[(count - 1) / 2] + ranges[count / 2]) / 2;
    }
}
