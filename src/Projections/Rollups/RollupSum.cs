namespace MiyagiSensing.Projections.Rollups;

/// <summary>
/// Count, extremes and exact sum of values. The same values in any order and grouping give the same bits: doubles do not add associatively, so each value is rounded to a whole number of 1e-9 (to nearest, ties to even) and
/// the numbers are added in 128 bits. Values of 1e15 and more are too large for that: they are counted, also apart, and count for the extremes, and the sum says that it lacks them.
/// </summary>
/// <remarks>128 bits hold the sum of 10^14 values of the largest kind; nothing overflows.</remarks>
internal sealed class RollupSum
{
    /// <summary>Values from here on are not added. Chosen: beyond it a double's own steps are an eighth and more, and no metric of the catalog comes near.</summary>
    public const double TooLargeFrom = 1e15;

    /// <summary>Parts of one. Chosen: finer than any sensor resolves, and what a double of 9 million still resolves.</summary>
    public const long Parts = 1_000_000_000;

    /// <summary>Values up to here fit into 64 bits as whole numbers of 1e-9.</summary>
    private const double Small = 9e9;

    /// <summary>Readings with a value.</summary>
    public long Count { get; private set; }

    /// <summary>Readings without one.</summary>
    public long Missing { get; private set; }

    /// <summary>Of <see cref="Count"/>, those that <see cref="Sum"/> lacks.</summary>
    public long TooLarge { get; private set; }

    /// <summary>The least value; infinite while <see cref="Count"/> is 0.</summary>
    public double Minimum { get; private set; } = double.PositiveInfinity;

    /// <summary>The greatest value; infinite while <see cref="Count"/> is 0.</summary>
    public double Maximum { get; private set; } = double.NegativeInfinity;

    /// <summary>The sum, in 1e-9.</summary>
    public Int128 Sum { get; private set; }

    /// <summary>Takes a value in; one that is not finite is missing.</summary>
    public void Add(double value)
    {
        if (!double.IsFinite(value))
        {
            Missing++;
            return;
        }

        // Of -0.0 and 0.0 either could be the least, depending on the order.
        value += 0.0;
        Count++;
        Minimum = Math.Min(Minimum, value);
        Maximum = Math.Max(Maximum, value);
        if (Math.Abs(value) < TooLargeFrom)
        {
            Sum += ToParts(value);
        }
        else
        {
            TooLarge++;
        }
    }

    /// <summary>A value as a whole number of 1e-9: exactly rounded, ties to even.</summary>
    /// <param name="value">Finite and below <see cref="TooLargeFrom"/>.</param>
    public static Int128 ToParts(double value)
    {
        var whole = Math.Truncate(value);
        var fraction = value - whole;
        var product = fraction * Parts;
        var rounded = Math.Round(product, MidpointRounding.ToEven);
        if (Math.Abs(product - Math.Truncate(product)) == 0.5)
        {
            // The product is rounded itself: on which side of the middle the exact one lies, its remainder tells.
            var remainder = Math.FusedMultiplyAdd(fraction, Parts, -product);
            rounded = remainder > 0 ? Math.Ceiling(product) : remainder < 0 ? Math.Floor(product) : rounded;
        }

        return Math.Abs(whole) < Small ? ((long)whole * Parts) + (long)rounded : ((Int128)(long)whole * Parts) + (long)rounded;
    }
}
