namespace MiyagiSensing.Domain.Events;

/// <summary>A step of an episode as it stands after late readings.</summary>
/// <param name="Kind">Name of the event that tells such a step, without <c>episode_</c>: pending, raised, escalated, eased, cleared or lapsed.</param>
/// <param name="At">When it counts from, UTC.</param>
/// <param name="Level">Name of the level reached, or of the one left.</param>
/// <param name="Severity">Its severity, 1 to 5.</param>
/// <param name="Value">The newest value at that instant, in the metric's unit.</param>
/// <param name="MeasuredAt">When it was measured, UTC.</param>
/// <param name="Unstable">As <see cref="EpisodeStep.Unstable"/>.</param>
public sealed record RestatedStep(string Kind, DateTimeOffset At, string Level, int Severity, double Value, DateTimeOffset MeasuredAt, bool Unstable = false);
