namespace MiyagiSensing.Domain.Events;

/// <summary>One value before and after a correction.</summary>
/// <param name="MeasuredAt">The device's clock, UTC.</param>
/// <param name="Old">Before, with earlier corrections; null is missing.</param>
/// <param name="New">After; null is missing.</param>
public sealed record CorrectionStep(DateTimeOffset MeasuredAt, double? Old, double? New);
