using System.Globalization;

namespace MiyagiSensing.Projections.TimeSeries;

/// <summary>What a day's values of a series come to.</summary>
internal sealed record DayTotals
{
    /// <summary>How far two sums of the same values may be apart, of the sum of their magnitudes: they are added in different orders. Chosen: a million times a double's precision.</summary>
    private const double SumTolerance = 1e-10;

    /// <summary>Values, missing ones left out.</summary>
    public long Count { get; init; }

    /// <summary>The smallest; positive infinity when there is none.</summary>
    public double Least { get; init; } = double.PositiveInfinity;

    /// <summary>The greatest; negative infinity when there is none.</summary>
    public double Greatest { get; init; } = double.NegativeInfinity;

    /// <summary>Their sum.</summary>
    public double Sum { get; init; }

    /// <summary>Position of the newest event that told of one; 0 when that is not known.</summary>
    public long Newest { get; init; }

    /// <summary>With one value more; a missing one (NaN) is only known of.</summary>
    public DayTotals With(double value, long position)
    {
        var known = this with { Newest = Math.Max(Newest, position) };
        return double.IsNaN(value)
            ? known
            : known with { Count = Count + 1, Least = Math.Min(Least, value), Greatest = Math.Max(Greatest, value), Sum = Sum + value };
    }

    /// <summary>True when both tell of the same values, as far as totals can say.</summary>
    public bool Agrees(DayTotals other)
    {
        if (Count != other.Count || Count == 0)
        {
            return Count == other.Count;
        }

        var scale = Count * Math.Max(Math.Abs(Least), Math.Abs(Greatest));
        // A sum that no double holds says nothing; the other three do.
        return Least.Equals(other.Least) && Greatest.Equals(other.Greatest) && (!double.IsFinite(scale) || Math.Abs(Sum - other.Sum) <= SumTolerance * scale);
    }

    /// <summary>For people.</summary>
    public override string ToString() => Count == 0
        ? "no value"
        : string.Create(CultureInfo.InvariantCulture, $"{Count} values from {Least} to {Greatest}, sum {Sum:G12}");
}
