namespace MiyagiSensing.Projections.Bridges;

/// <summary>One period of a trend.</summary>
/// <param name="At">Where it begins, UTC.</param>
/// <param name="Measured">Mean of the values as they count after corrections; of frequencies the median.</param>
/// <param name="AirTemperature">Mean air temperature, °C; null where none was measured.</param>
/// <param name="Value">What the trend is made from: <paramref name="Measured"/>, freed from the temperature's effect where that is known; null when the period is left out because it lacks a temperature.</param>
public sealed record TrendValue(DateTimeOffset At, double Measured, double? AirTemperature, double? Value);
