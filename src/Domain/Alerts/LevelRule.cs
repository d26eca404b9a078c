namespace MiyagiSensing.Domain.Alerts;

/// <summary>When a series goes from level to level: a rule's limits and times as they hold at one station.</summary>
/// <param name="Limits">One for each level, mildest first, at most <see cref="LevelState.MaxLevels"/>; <see cref="double.NaN"/> for a level that the station does not have. Each lies farther out than the one before by more than the hysteresis.</param>
/// <param name="Above">True: a level is reached at or above its limit; false: at or below.</param>
/// <param name="Hysteresis">How far a value must come back behind a level's limit to leave it, 0 or more.</param>
/// <param name="For">How long values must stand at a level before it counts, 0 or more.</param>
/// <param name="Keep">How long values must have left a level before it is left, 0 or more.</param>
public sealed record LevelRule(IReadOnlyList<double> Limits, bool Above, double Hysteresis, TimeSpan For, TimeSpan Keep)
{
    /// <summary>A subject that is raised for the third time within it is unstable, and must then be quiet for as long before it is cleared. Chosen.</summary>
    public static readonly TimeSpan UnstableWithin = TimeSpan.FromHours(1);
}
