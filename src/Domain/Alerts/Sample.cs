namespace MiyagiSensing.Domain.Alerts;

/// <summary>One value of a series.</summary>
/// <param name="At">The device's clock, Unix time in ms.</param>
/// <param name="Value">In the metric's unit; <see cref="double.NaN"/> for a missing value.</param>
public readonly record struct Sample(long At, double Value);
