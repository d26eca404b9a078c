namespace MiyagiSensing.Domain.Rivers;

/// <summary>One level as a gauge measured it, with corrections applied.</summary>
/// <param name="MeasuredAt">The gauge's clock, UTC.</param>
/// <param name="Metres">Above the gauge's own zero; finite.</param>
public readonly record struct LevelReading(DateTimeOffset MeasuredAt, double Metres);
