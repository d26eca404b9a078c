namespace MiyagiSensing.Domain.Kpis;

/// <summary>A series of a buoy with the days of the window.</summary>
/// <param name="Device">Device id.</param>
/// <param name="Sensor">Sensor id.</param>
/// <param name="Metric">Metric name.</param>
/// <param name="FirstAt">Its first reading ever, by the device's clock, UTC: nothing was to be expected before.</param>
/// <param name="Days">Days of the window on which it measured; at least one.</param>
public sealed record BuoySeries(string Device, string Sensor, string Metric, DateTimeOffset FirstAt, IReadOnlyList<BuoyDay> Days);
