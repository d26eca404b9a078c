namespace MiyagiSensing.Domain.Quality;

/// <summary>Limits of <see cref="RateOfChange"/>.</summary>
public sealed record RateOfChangeLimits
{
    /// <summary>How many standard deviations a change may have (N_DEV), more than 0; the manual's example is 3.</summary>
    public required double Deviations { get; init; }

    /// <summary>The time before the reading over which the standard deviation is taken (TIM_DEV); the manual's example is 25 hours, which hold a day and two tides.</summary>
    public required TimeSpan Period { get; init; }

    /// <summary>Added to the deviations, in the metric's unit, 0 or more: the manual's second example is "2 °C + 2 SD". It keeps still water from making every small step suspect.</summary>
    public double Allowance { get; init; }

    /// <summary>Fewer readings with a value in the period say nothing: not evaluated. At least 2.</summary>
    public required int LeastReadings { get; init; }

    /// <summary>Readings farther apart are no neighbors.</summary>
    public required TimeSpan MaxGap { get; init; }

    /// <summary>Where the figures come from.</summary>
    public required string Source { get; init; }
}
