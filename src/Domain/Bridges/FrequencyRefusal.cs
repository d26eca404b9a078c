namespace MiyagiSensing.Domain.Bridges;

/// <summary>Why a burst has no natural frequency.</summary>
public enum FrequencyRefusal
{
    /// <summary>It has one.</summary>
    None = 0,

    /// <summary>Fewer than <see cref="NaturalFrequency.LeastSamples"/> samples without a gap, or shorter than <see cref="NaturalFrequency.LeastDuration"/>.</summary>
    TooShort = 1,

    /// <summary>No frequency stands out of its surroundings.</summary>
    NoClearPeak = 2,

    /// <summary>What stands out in the whole burst does not in both of its halves: a passing load's, not the structure's.</summary>
    Unsteady = 3,
}
