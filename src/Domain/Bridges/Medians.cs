namespace MiyagiSensing.Domain.Bridges;

/// <summary>Figures that a few outliers do not move.</summary>
internal static class Medians
{
    /// <summary>What turns a median absolute deviation into a standard deviation, for normal values.</summary>
    private const double ToStandardDeviation = 1.4826;

    /// <summary>The median; sorts what it is given. At least one value.</summary>
    public static double Sorting(double[] values)
    {
        Array.Sort(values);
        var middle = values.Length / 2;
        return values.Length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    /// <summary>The median of some values, left as they are. At least one.</summary>
    public static double Of(IEnumerable<double> values) => Sorting([.. values]);

    /// <summary>How far values lie from their middle: 1.4826 times the median of the distances.</summary>
    public static double Spread(IEnumerable<double> distances) => ToStandardDeviation * Of(distances.Select(Math.Abs));
}
