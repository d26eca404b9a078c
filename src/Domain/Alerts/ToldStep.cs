namespace MiyagiSensing.Domain.Alerts;

/// <summary>A step as it was told to the world.</summary>
/// <param name="Episode">The episode that it belongs to.</param>
/// <param name="Step">The step.</param>
public readonly record struct ToldStep(string Episode, LevelStep Step);
