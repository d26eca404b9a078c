namespace MiyagiSensing.Domain.Alerts;

/// <summary>A rule on a series.</summary>
/// <param name="Measure">What it holds against its limits.</param>
/// <param name="Timeline">What became of it.</param>
public sealed record SeriesRule(IMeasure Measure, LevelTimeline Timeline);
