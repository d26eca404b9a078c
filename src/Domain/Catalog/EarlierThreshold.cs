namespace MiyagiSensing.Domain.Catalog;

/// <summary>What one of a station's limits was before it became what the catalog says now.</summary>
/// <param name="Metric">The metric it limits.</param>
/// <param name="Limit">Name of the limit.</param>
/// <param name="Value">In the metric's unit.</param>
/// <param name="Until">When it ceased to hold, UTC, exclusive.</param>
/// <param name="Source">Where that comes from.</param>
public sealed record EarlierThreshold(string Metric, string Limit, double Value, DateTimeOffset Until, string Source);
