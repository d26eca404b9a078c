namespace MiyagiSensing.Domain.Bridges;

/// <summary>What the values of one stretch of time, between two repairs, say about a structure.</summary>
public sealed record StructuralTrend
{
    /// <summary>No step, no drift.</summary>
    public const string Steady = "steady";

    /// <summary>It moves on in one direction.</summary>
    public const string Drifting = "drifting";

    /// <summary>It moved to another level, at least once.</summary>
    public const string Stepped = "stepped";

    /// <summary>Fewer than <see cref="RobustTrend.LeastPoints"/> values.</summary>
    public const string NotEnoughData = "not enough data";

    /// <summary>Probability below which a direction is believed. Chosen: with some tens of sensors, none drifts by chance in most years.</summary>
    private const double Believed = 0.01;

    /// <summary>Spreads that a line must rise or fall over the stretch. Chosen: what a person would see in a chart.</summary>
    private const double LeastRise = 2;

    /// <summary>One of the four words above.</summary>
    public required string Verdict { get; init; }

    /// <summary>The first period, UTC.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>The last period's beginning, UTC.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Periods with a value.</summary>
    public required int Count { get; init; }

    /// <summary>The last period of the baseline, which begins with the first one; null without enough data.</summary>
    public DateTimeOffset? BaselineTo { get; init; }

    /// <summary>Median of the baseline's <see cref="RobustTrend.LeastPoints"/> values; null without enough data.</summary>
    public double? Baseline { get; init; }

    /// <summary>Median of the newest <see cref="LevelStep.Window"/> values; null without enough data.</summary>
    public double? Newest { get; init; }

    /// <summary><see cref="Newest"/> − <see cref="Baseline"/>; null without enough data.</summary>
    public double? Change => Newest - Baseline;

    /// <summary>The line through the stretch, its steps included; null without enough data.</summary>
    public RobustTrend? Line { get; init; }

    /// <summary>Steps, in order of time.</summary>
    public IReadOnlyList<LevelStep> Steps { get; init; } = [];

    /// <summary>
    /// The stretches between repairs, oldest first; a period in which a repair was finished belongs to none. Empty without values.
    /// </summary>
    /// <param name="points">In order of time, each instant at most once.</param>
    /// <param name="repairs">Days of repairs in Japan, in any order.</param>
    /// <param name="resolution">What the values resolve, in their unit, positive.</param>
    public static IReadOnlyList<StructuralTrend> Of(IReadOnlyList<TrendPoint> points, IEnumerable<DateOnly> repairs, double resolution)
    {
        var days = repairs.Distinct().Order().ToList();
        return
        [
            .. points.Where(point => !days.Contains(JapanDay.Of(point.At))).GroupBy(point => days.Count(day => day < JapanDay.Of(point.At)))
                .OrderBy(stretch => stretch.Key).Select(stretch => Of([.. stretch], resolution)),
        ];
    }

    private static StructuralTrend Of(List<TrendPoint> points, double resolution)
    {
        var line = RobustTrend.Of(points);
        var steps = line is null ? [] : LevelStep.Find(points, resolution);
        return new StructuralTrend
        {
            Verdict = line is null ? NotEnoughData : steps.Count > 0 ? Stepped : Drifts(points, line, resolution) ? Drifting : Steady,
            From = points[0].At,
            To = points[^1].At,
            Count = points.Count,
            BaselineTo = line is null ? null : points[RobustTrend.LeastPoints - 1].At,
            Baseline = line is null ? null : Medians.Of(points.Take(RobustTrend.LeastPoints).Select(point => point.Value)),
            Newest = line is null ? null : Medians.Of(points.TakeLast(LevelStep.Window).Select(point => point.Value)),
            Line = line,
            Steps = steps,
        };
    }

    private static bool Drifts(List<TrendPoint> points, RobustTrend line, double resolution)
    {
        var rise = Math.Abs(line.SlopePerYear) * (points[^1].At - points[^line.Count].At).TotalDays / RobustTrend.DaysPerYear;
        return line.Significance < Believed && line.Low * line.High > 0 && rise >= LeastRise * Math.Max(line.Spread, resolution);
    }
}
