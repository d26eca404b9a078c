namespace MiyagiSensing.Domain.Bridges;

/// <summary>A place where values moved to another level and stayed there: a support that settled, a hanger that slackened, a sensor that was touched.</summary>
/// <param name="At">The first period on the new level, UTC.</param>
/// <param name="Before">Median of the <see cref="Window"/> values before.</param>
/// <param name="After">Median of the <see cref="Window"/> values from there on.</param>
/// <param name="Spreads">The step's size over the spread of the values around it.</param>
public sealed record LevelStep(DateTimeOffset At, double Before, double After, double Spreads)
{
    /// <summary>Values on each side that are compared. Chosen: a week of days; one or two outliers do not move their median.</summary>
    public const int Window = 7;

    /// <summary>Spreads that a step must have. Chosen: a line that rises steadily has 2.4, whatever its slope, and noise does not come near.</summary>
    public const double LeastSpreads = 5;

    /// <summary>Spreads from which further steps are named where one has <see cref="LeastSpreads"/>. Chosen: what moved once may have moved again by less; alone it proves nothing, since a drift in noise has that by chance.</summary>
    public const double LeastSpreadsOfFurther = 4;

    /// <summary><see cref="After"/> − <see cref="Before"/>, in the values' unit.</summary>
    public double Size => After - Before;

    /// <summary>
    /// The steps, in order of time, at least <see cref="Window"/> values apart. At each place the medians of the values before and after are compared with how far these values lie from their own median; where the whole
    /// series is rougher than the place, that counts. Of places near each other the one with the greatest difference of means is the step.
    /// Where none has <see cref="LeastSpreads"/> there is no step; where one has, further ones count from <see cref="LeastSpreadsOfFurther"/> on.
    /// </summary>
    /// <param name="points">In order of time.</param>
    /// <param name="resolution">What the values resolve, in their unit, positive: no spread is taken as smaller.</param>
    public static IReadOnlyList<LevelStep> Find(IReadOnlyList<TrendPoint> points, double resolution)
    {
        if (points.Count < 2 * Window)
        {
            return [];
        }

        var places = Enumerable.Range(Window, points.Count - (2 * Window) + 1).Select(at => Place.Of(points, at)).ToList();
        var usual = Math.Max(Medians.Of(places.Select(place => place.Spread)), resolution);
        List<Place> found = [];
        var clear = places.Where(place => place.Ratio(usual) >= LeastSpreads).ToHashSet();
        foreach (var place in places.Where(place => clear.Count > 0 && place.Ratio(usual) >= LeastSpreadsOfFurther)
            .OrderByDescending(clear.Contains).ThenByDescending(place => Math.Abs(place.Means)).ThenBy(place => place.Index))
        {
            if (found.TrueForAll(known => Math.Abs(known.Index - place.Index) >= Window))
            {
                found.Add(place);
            }
        }

        return [.. found.OrderBy(place => place.Index).Select(place => new LevelStep(points[place.Index].At, place.Before, place.After, place.Ratio(usual)))];
    }

    private readonly record struct Place(int Index, double Before, double After, double Means, double Spread)
    {
        public static Place Of(IReadOnlyList<TrendPoint> points, int index)
        {
            var before = Enumerable.Range(index - Window, Window).Select(i => points[i].Value).ToArray();
            var after = Enumerable.Range(index, Window).Select(i => points[i].Value).ToArray();
            var (low, high) = (Medians.Of(before), Medians.Of(after));
            return new Place(index, low, high, after.Average() - before.Average(), Medians.Spread([.. before.Select(value => value - low), .. after.Select(value => value - high)]));
        }

        public double Ratio(double usual) => Math.Abs(After - Before) / Math.Max(Spread, usual);
    }
}
