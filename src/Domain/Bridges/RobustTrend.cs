namespace MiyagiSensing.Domain.Bridges;

/// <summary>
/// A straight line through points that a few outliers do not bend: the median of all slopes between two points (Theil 1950, Sen 1968), with Sen's 95 % band, and how sure the direction is (Kendall's tau, normal
/// approximation with correction for ties, Mann-Kendall). Neighbouring days resemble each other, so they say less than as many independent ones: band and significance are widened by the
/// correlation of neighbouring residuals (Yue and Wang 2004).
/// </summary>
/// <param name="SlopePerYear">Change per 365.25 days, in the values' unit.</param>
/// <param name="Low">Lower end of the slope's 95 % band.</param>
/// <param name="High">Upper end of the slope's 95 % band.</param>
/// <param name="Level">The line's value at the last point.</param>
/// <param name="Tau">From -1 (always falling) to 1 (always rising).</param>
/// <param name="Significance">Probability of a tau as far from 0 as this one if there were no trend, 0 to 1; below 0.01 speaks for a trend.</param>
/// <param name="Spread">How far the points lie from the line: 1.4826 times the median distance.</param>
/// <param name="Count">Points that it rests on, at least <see cref="LeastPoints"/>.</param>
public sealed record RobustTrend(double SlopePerYear, double Low, double High, double Level, double Tau, double Significance, double Spread, int Count)
{
    /// <summary>Points below which there is no trend. Chosen: two weeks of days; fewer say nothing about a structure.</summary>
    public const int LeastPoints = 14;

    /// <summary>Points above which the newest count. Chosen: two years of days; the pairs grow with the square.</summary>
    public const int MostPoints = 732;

    /// <summary>Days of a year.</summary>
    public const double DaysPerYear = 365.25;

    /// <summary>The normal distribution's bound of 95 %.</summary>
    private const double Band = 1.959964;

    /// <summary>Beyond this the neighbours' correlation is not believed: a few points would have no band at all. Chosen.</summary>
    private const double MostCorrelation = 0.9;

    /// <summary>The trend; null when there are fewer than <see cref="LeastPoints"/>.</summary>
    /// <param name="all">In order of time, each instant at most once.</param>
    public static RobustTrend? Of(IReadOnlyList<TrendPoint> all)
    {
        if (all.Count < LeastPoints)
        {
            return null;
        }

        var points = all.Skip(Math.Max(all.Count - MostPoints, 0)).Select(point => (Year: (point.At - all[^1].At).TotalDays / DaysPerYear, point.Value)).ToArray();
        var slopes = new double[points.Length * (points.Length - 1) / 2];
        var (next, concordance) = (0, 0L);
        for (var i = 0; i < points.Length; i++)
        {
            for (var j = i + 1; j < points.Length; j++)
            {
                var rise = points[j].Value - points[i].Value;
                slopes[next++] = rise / (points[j].Year - points[i].Year);
                concordance += Math.Sign(rise);
            }
        }

        var slope = Medians.Sorting(slopes);
        var level = Medians.Of(points.Select(point => point.Value - (slope * point.Year)));
        var residuals = Array.ConvertAll(points, point => point.Value - level - (slope * point.Year));
        var deviation = Math.Sqrt(Variance(points) * Widening(residuals));
        var half = Math.Min((int)Math.Ceiling(Band * deviation / 2), slopes.Length / 2);
        return new RobustTrend(
            slope, slopes[Math.Max((slopes.Length / 2) - half, 0)], slopes[Math.Min((slopes.Length / 2) + half, slopes.Length - 1)], level, concordance / (double)slopes.Length,
            deviation <= 0 || concordance == 0 ? 1 : TwoSided((Math.Abs(concordance) - 1) / deviation), Medians.Spread(residuals), points.Length);
    }

    /// <summary>Variance of the sum of signs when there is no trend.</summary>
    private static double Variance((double Year, double Value)[] points)
    {
        double n = points.Length;
        var ties = points.GroupBy(point => point.Value).Select(group => (double)group.Count()).Where(count => count > 1).Sum(count => count * (count - 1) * ((2 * count) + 5));
        return Math.Max(((n * (n - 1) * ((2 * n) + 5)) - ties) / 18, 0);
    }

    /// <summary>By how much neighbours that resemble each other widen the variance: 1 when they do not.</summary>
    private static double Widening(double[] residuals)
    {
        var mean = residuals.Average();
        var (product, square) = (0.0, 0.0);
        for (var i = 0; i < residuals.Length; i++)
        {
            square += (residuals[i] - mean) * (residuals[i] - mean);
            product += i == 0 ? 0 : (residuals[i] - mean) * (residuals[i - 1] - mean);
        }

        var correlation = square > 0 ? Math.Clamp(product / square, 0, MostCorrelation) : 0;
        return (1 + correlation) / (1 - correlation);
    }

    /// <summary>Probability that a standard normal variable is at least this far from 0. Source: Abramowitz and Stegun 7.1.26, error below 1.5e-7.</summary>
    private static double TwoSided(double z)
    {
        var x = z / Math.Sqrt(2);
        var t = 1 / (1 + (0.3275911 * x));
        return t * (0.254829592 + (t * (-0.284496736 + (t * (1.421413741 + (t * (-1.453152027 + (t * 1.061405429)))))))) * Math.Exp(-x * x);
    }
}
