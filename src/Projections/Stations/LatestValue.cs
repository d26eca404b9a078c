namespace MiyagiSensing.Projections.Stations;

/// <summary>The newest value of one series, by the device's clock.</summary>
/// <param name="Device">Device id.</param>
/// <param name="Sensor">Sensor id.</param>
/// <param name="Metric">Metric name.</param>
/// <param name="Value">In the metric's unit; null is missing.</param>
/// <param name="MeasuredAt">Device's clock, UTC.</param>
/// <param name="ReceivedAt">Our clock at arrival, UTC.</param>
public sealed record LatestValue(
    string Device, string Sensor, string Metric, double? Value, DateTimeOffset MeasuredAt, DateTimeOffset ReceivedAt);
