namespace MiyagiSensing.Domain.Rivers;

/// <summary>How long after a rise upstream the downstream gauge rises alike, by history.</summary>
/// <param name="Lag">Where the rises of both gauges agree best; null when nothing can be said.</param>
/// <param name="Correlation">Correlation of the rises at that lag, -1 to 1; null with too few of them.</param>
/// <param name="Common">Pairs of rises that were compared at that lag; without a lag, the most there were at any.</param>
/// <param name="Step">The step that both were compared in.</param>
public sealed record RiseLag(TimeSpan? Lag, double? Correlation, int Common, TimeSpan Step)
{
    /// <summary>Fewer common rises say nothing. Chosen: by chance, 12 pairs correlate by more than 0.8 about once in a thousand times, and thirteen hourly lags are tried.</summary>
    public const int LeastCommon = 12;

    /// <summary>Weaker agreement says nothing. Chosen, see <see cref="LeastCommon"/>.</summary>
    public const double LeastCorrelation = 0.8;

    /// <summary>Lags up to this are tried. Chosen: the Kitakami takes about half a day through the prefecture.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    private static readonly TimeSpan Fine = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Coarse = TimeSpan.FromHours(1);

    /// <summary>
    /// Cross-correlates the rises from step to step (ten minutes when both gauges mostly send that often, else an hour) at every lag from 0 on. Steps without a reading at both ends have no rise.
    /// The best lag counts only when it is supported by enough rises, agrees well, and is not the longest one tried.
    /// </summary>
    /// <param name="upstream">Oldest first.</param>
    /// <param name="downstream">Oldest first.</param>
    public static RiseLag Of(IReadOnlyList<LevelReading> upstream, IReadOnlyList<LevelReading> downstream)
    {
        var step = IsFine(upstream) && IsFine(downstream) ? Fine : Coarse;
        var (above, below) = (RisesOf(upstream, step), RisesOf(downstream, step));
        var steps = (int)(Longest / step);
        var (best, bestCommon, most) = (-1, 0, 0);
        var bestCorrelation = double.NegativeInfinity;
        for (var lag = 0; lag <= steps; lag++)
        {
            List<(double Above, double Below)> pairs = [.. above.Where(rise => below.ContainsKey(rise.Key + lag)).Select(rise => (rise.Value, below[rise.Key + lag]))];
            most = Math.Max(most, pairs.Count);
            if (pairs.Count >= LeastCommon && Correlate(pairs) is { } correlation && correlation > bestCorrelation)
            {
                (best, bestCommon, bestCorrelation) = (lag, pairs.Count, correlation);
            }
        }

        return best < 0
            ? new RiseLag(null, null, most, step)
            : new RiseLag(bestCorrelation >= LeastCorrelation && best < steps ? best * step : null, bestCorrelation, bestCommon, step);
    }

    private static bool IsFine(IReadOnlyList<LevelReading> readings)
    {
        var gaps = readings.Skip(1).Zip(readings, (later, earlier) => later.MeasuredAt - earlier.MeasuredAt).Order().ToList();
        return gaps.Count > 0 && gaps[gaps.Count / 2] <= 1.5 * Fine;
    }

    private static Dictionary<long, double> RisesOf(IReadOnlyList<LevelReading> readings, TimeSpan step)
    {
        Dictionary<long, double> levels = [];
        foreach (var reading in readings)
        {
            levels[reading.MeasuredAt.UtcTicks / step.Ticks] = reading.Metres;
        }

        return levels.Where(level => levels.ContainsKey(level.Key - 1)).ToDictionary(level => level.Key, level => level.Value - levels[level.Key - 1]);
    }

    private static double? Correlate(List<(double Above, double Below)> pairs)
    {
        var (meanAbove, meanBelow) = (pairs.Average(pair => pair.Above), pairs.Average(pair => pair.Below));
        var products = pairs.Sum(pair => (pair.Above - meanAbove) * (pair.Below - meanBelow));
        var squares = Math.Sqrt(pairs.Sum(pair => Math.Pow(pair.Above - meanAbove, 2)) * pairs.Sum(pair => Math.Pow(pair.Below - meanBelow, 2)));
        return squares > 0 ? products / squares : null;
    }
}
