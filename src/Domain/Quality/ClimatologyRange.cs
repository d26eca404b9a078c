namespace MiyagiSensing.Domain.Quality;

/// <summary>What some months let expect, at some depths.</summary>
public sealed record ClimatologyRange
{
    /// <summary>Months of Japan's calendar, 1 to 12, at least one.</summary>
    public required IReadOnlyList<int> Months { get; init; }

    /// <summary>Least value, in the metric's unit, inclusive (T_Season_MIN).</summary>
    public required double Minimum { get; init; }

    /// <summary>Greatest value, inclusive (T_Season_MAX).</summary>
    public required double Maximum { get; init; }

    /// <summary>Least depth, m, inclusive; null means from the surface on.</summary>
    public double? DepthFrom { get; init; }

    /// <summary>Depth at which it ends, m, exclusive; null means to the bottom.</summary>
    public double? DepthTo { get; init; }

    /// <summary>True when it speaks of a depth: always where it names none, never of a sensor whose depth is not known where it names one.</summary>
    /// <param name="metres">Depth of the sensor; null when not known.</param>
    public bool SpeaksOf(double? metres) => (DepthFrom is null && DepthTo is null) || (metres >= (DepthFrom ?? 0) && metres < (DepthTo ?? double.PositiveInfinity));
}
