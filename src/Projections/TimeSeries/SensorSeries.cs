namespace MiyagiSensing.Projections.TimeSeries;

/// <summary>A chart's line: one series at a station, in order of time.</summary>
/// <param name="Device">Device id.</param>
/// <param name="Sensor">Sensor id.</param>
/// <param name="Points">In order of time; a step without a value is left out, so that a gap stays a gap.</param>
public sealed record SensorSeries(string Device, string Sensor, IReadOnlyList<SeriesPoint> Points);
