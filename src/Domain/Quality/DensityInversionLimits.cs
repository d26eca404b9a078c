namespace MiyagiSensing.Domain.Quality;

/// <summary>Limits of <see cref="DensityInversion"/>.</summary>
public sealed record DensityInversionLimits
{
    /// <summary>DT, kg/m³: the deeper water must be heavier than the shallower by at least this. Below 0 it is how much lighter the deeper water may be before it fails.</summary>
    public required double Threshold { get; init; }

    /// <summary>Readings of two depths measured farther apart in time are not compared.</summary>
    public required TimeSpan MaxApart { get; init; }

    /// <summary>Where the figures come from.</summary>
    public required string Source { get; init; }
}
