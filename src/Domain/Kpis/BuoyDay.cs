namespace MiyagiSensing.Domain.Kpis;

/// <summary>What one series of a buoy measured on a day, as far as it had been received.</summary>
/// <param name="Device">Device id.</param>
/// <param name="Sensor">Sensor id.</param>
/// <param name="Metric">Metric name.</param>
/// <param name="MeasuredOn">The day in Japan, by the device's clock.</param>
/// <param name="Count">Readings with a value, 1 or more.</param>
/// <param name="FirstPosition">Position of the first journal block that has some of them.</param>
/// <param name="LastPosition">Position of the last one.</param>
public sealed record BuoyDay(string Device, string Sensor, string Metric, DateOnly MeasuredOn, long Count, long FirstPosition, long LastPosition);
