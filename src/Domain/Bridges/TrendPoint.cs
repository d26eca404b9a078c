namespace MiyagiSensing.Domain.Bridges;

/// <summary>One value of a period: a day, an hour or a minute.</summary>
/// <param name="At">Where the period begins, UTC.</param>
/// <param name="Value">In the metric's unit; finite.</param>
public readonly record struct TrendPoint(DateTimeOffset At, double Value);
