using MiyagiSensing.Domain.Readings;

namespace MiyagiSensing.Domain.Alerts;

/// <summary>A change of level.</summary>
/// <param name="At">When it counts from, Unix time in ms: the sample's instant, or the end of the time it had to hold.</param>
/// <param name="Before">The level before it: an index, <see cref="None"/> or <see cref="Pending"/>.</param>
/// <param name="After">The level after it, likewise.</param>
/// <param name="Sample">The newest sample at that instant.</param>
/// <param name="Unstable">True when it raises a subject that went to and fro before.</param>
public readonly record struct LevelStep(long At, int Before, int After, Sample Sample, bool Unstable)
{
    /// <summary>No level is reached.</summary>
    public const int None = -1;

    /// <summary>A level is reached and must hold for a time before it counts.</summary>
    public const int Pending = -2;

    /// <summary>It begins an episode.</summary>
    public bool Begins => Before == None;

    /// <summary>It ends an episode.</summary>
    public bool Ends => After == None;

    /// <summary>From here on the episode is an alert.</summary>
    public bool Raises => Before < 0 && After >= 0;
}
