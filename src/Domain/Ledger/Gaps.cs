namespace MiyagiSensing.Domain.Ledger;

/// <summary>Finds the gaps of a series in a stretch of time. A gap is longer than one and a half expected intervals, so that a clock that drifts makes none.</summary>
public static class Gaps
{
    /// <summary>Expected intervals without a reading that are still none. Chosen: a late reading is no gap, a lost one is.</summary>
    public const double Tolerance = 1.5;

    /// <summary>The gaps, in order.</summary>
    /// <param name="measuredAt">The device's clock of each reading from one and a half intervals before <paramref name="from"/> on, ascending.</param>
    /// <param name="from">Where the stretch begins.</param>
    /// <param name="to">Where it ends, exclusive.</param>
    /// <param name="interval">Expected time between readings, positive.</param>
    /// <param name="begins">True when the series begins in this stretch: nothing was to be expected before its first reading.</param>
    public static IReadOnlyList<Gap> Find(IEnumerable<DateTimeOffset> measuredAt, DateTimeOffset from, DateTimeOffset to, TimeSpan interval, bool begins)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);
        List<Gap> gaps = [];
        DateTimeOffset? previous = null;
        foreach (var instant in measuredAt.Where(instant => instant < to))
        {
            if (instant >= from)
            {
                Judge(previous, instant, last: false);
            }

            previous = instant;
        }

        if (from < to)
        {
            Judge(previous, to, last: true);
        }

        return gaps;

        void Judge(DateTimeOffset? before, DateTimeOffset after, bool last)
        {
            if (before is null && begins)
            {
                return;
            }

            if (before is { } known && after - known <= interval * Tolerance)
            {
                return;
            }

            // Where a reading stands, the next one is expected an interval later; at the beginning of the stretch one is expected at once.
            var (start, due) = before >= from ? (before.Value, 1) : (from, 0);
            var steps = (after - start) / interval;
            var missing = (int)(last ? Math.Ceiling(steps) : Math.Round(steps)) - due;
            if (missing > 0)
            {
                gaps.Add(new Gap(start, after, missing));
            }
        }
    }
}
