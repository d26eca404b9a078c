namespace MiyagiSensing.Domain.Bridges;

/// <summary>
/// A straight line through points that a few outliers do not bend: the median of all slopes between two points (Theil 1950, Sen 1968), and how sure the direction is (Kendall's tau, normal approximation with
/// correction for ties, Mann-Kendall).
/// </summary>
/// <param name="SlopePerDay">Change per day, in the values' unit.</param>
/// <param name="Level">The line's value at the last point.</param>
/// <param name="Tau">From -1 (always falling) to 1 (always rising).</param>
/// <param name="Significance">Probability of a tau as far from 0 as this one if there were no trend, 0 to 1; below 0.01 speaks for a trend.</param>
/// <param name="Count">Points that it rests on, at least <see cref="LeastPoints"/>.</param>
public sealed record RobustTrend(double SlopePerDay, double Level, double Tau, double Significance, int Count)
{
    /// <summary>Points below which there is no trend. Chosen: ten days say nothing about a structure.</summary>
    public const int LeastPoints = 14;

    /// <summary>Points above which the newest count. Chosen: two years of days; the pairs grow with the square.</summary>
    public const int MostPoints = 732;

    /// <summary>The trend of daily values; null when there are fewer than <see cref="LeastPoints"/>.</summary>
    /// <param name="days">Days with one value each, in order, each day at most once.</param>
    public static RobustTrend? Of(IReadOnlyList<(DateOnly Day, double Value)> days)
    {
        if (days.Count < LeastPoints)
        {
            return null;
        }

        var points = days.Skip(Math.Max(days.Count - MostPoints, 0)).ToArray();
        var n = points.Length;
        var slopes = new double[n * (n - 1) / 2];
        var (next, concordance) = (0, 0L);
        for (var i = 0; i < n; i++)
        {
            for (var j = i + 1; j < n; j++)
            {
                var rise = points[j].Value - points[i].Value;
                slopes[next++] = rise / (points[j].Day.DayNumber - points[i].Day.DayNumber);
                concordance += Math.Sign(rise);
            }
        }

        var slope = Median(slopes);
        var last = points[^1].Day.DayNumber;
        var level = Median([.. points.Select(point => point.Value + (slope * (last - point.Day.DayNumber)))]);
        return new RobustTrend(slope, level, concordance / (double)slopes.Length, Significant(points, concordance), n);
    }

    private static double Significant((DateOnly Day, double Value)[] points, long concordance)
    {
        double n = points.Length;
        var ties = points.GroupBy(point => point.Value).Select(group => (double)group.Count()).Where(count => count > 1).Sum(count => count * (count - 1) * ((2 * count) + 5));
        var variance = ((n * (n - 1) * ((2 * n) + 5)) - ties) / 18;
        return variance <= 0 || concordance == 0 ? 1 : TwoSided((Math.Abs(concordance) - 1) / Math.Sqrt(variance));
    }

    /// <summary>Probability that a standard normal variable is at least this far from 0. Source: Abramowitz and Stegun 7.1.26, error below 1.5e-7.</summary>
    private static double TwoSided(double z)
    {
        var x = z / Math.Sqrt(2);
        var t = 1 / (1 + (0.3275911 * x));
        return t * (0.254829592 + (t * (-0.284496736 + (t * (1.421413741 + (t * (-1.453152027 + (t * 1.061405429)))))))) * Math.Exp(-x * x);
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        var middle = values.Length / 2;
        return values.Length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
