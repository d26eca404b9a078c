namespace MiyagiSensing.Domain.Alerts;

/// <summary>An episode went otherwise than was told, as a sample that came late shows.</summary>
/// <param name="Episode">The episode.</param>
/// <param name="Since">What was told of it after this instant, Unix time in ms, is replaced.</param>
/// <param name="Steps">Its steps after that instant; none, for an episode that began after it, means that there was none.</param>
public sealed record Restatement(string Episode, long Since, IReadOnlyList<LevelStep> Steps);
