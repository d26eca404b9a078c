namespace MiyagiSensing.Domain.Alerts;

/// <summary>A change of level.</summary>
/// <param name="At">When it counts from, Unix time in ms: the sample's instant, or the end of the time it had to hold.</param>
/// <param name="Before">The level before it, or <see cref="ThresholdDecision.None"/>.</param>
/// <param name="After">The level after it, or <see cref="ThresholdDecision.None"/>.</param>
/// <param name="Sample">The newest sample at that instant.</param>
/// <param name="Unstable">True when it raises a subject that went to and fro before.</param>
public readonly record struct LevelStep(long At, int Before, int After, Sample Sample, bool Unstable)
{
    /// <summary>It begins an episode.</summary>
    public bool Raises => Before == ThresholdDecision.None;

    /// <summary>It ends an episode.</summary>
    public bool Clears => After == ThresholdDecision.None;
}
