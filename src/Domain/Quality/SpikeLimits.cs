namespace MiyagiSensing.Domain.Quality;

/// <summary>Limits of <see cref="Spike"/>.</summary>
public sealed record SpikeLimits
{
    /// <summary>Farther than this from the mean of its neighbors: suspect (THRSHLD_LOW). In the metric's unit, more than 0.</summary>
    public required double Suspect { get; init; }

    /// <summary>Farther than this: fail (THRSHLD_HIGH). More than <see cref="Suspect"/>.</summary>
    public required double Fail { get; init; }

    /// <summary>Readings farther apart are no neighbors.</summary>
    public required TimeSpan MaxGap { get; init; }

    /// <summary>Where the figures come from.</summary>
    public required string Source { get; init; }
}
