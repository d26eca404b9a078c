namespace MiyagiSensing.Projections.Bridges;

/// <summary>How one metric of a bridge moves over time.</summary>
/// <param name="Metric">Metric name.</param>
/// <param name="Unit">UCUM code; null when the catalog does not know the metric.</param>
/// <param name="Series">One for each sensor with values in the range, in order of device and sensor.</param>
public sealed record BridgeTrend(string Metric, string? Unit, IReadOnlyList<SeriesTrend> Series);
