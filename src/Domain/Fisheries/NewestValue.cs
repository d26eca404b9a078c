namespace MiyagiSensing.Domain.Fisheries;

/// <summary>The newest reading of a sensor.</summary>
/// <param name="Value">In the metric's unit; null when it came without a value.</param>
/// <param name="MeasuredAt">By the device's clock, UTC.</param>
public readonly record struct NewestValue(double? Value, DateTimeOffset MeasuredAt);
