namespace MiyagiSensing.Projections.SeriesHistory;

/// <summary>One series: what one sensor of one device measures.</summary>
/// <param name="Device">Device id.</param>
/// <param name="Sensor">Sensor id within the device.</param>
/// <param name="Metric">Metric name.</param>
public readonly record struct SeriesId(string Device, string Sensor, string Metric);
