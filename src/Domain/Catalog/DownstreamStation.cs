namespace MiyagiSensing.Domain.Catalog;

/// <summary>The next station that the same water passes.</summary>
/// <param name="Station">Its id.</param>
/// <param name="Source">Where that comes from, or how it was inferred.</param>
/// <param name="DistanceKilometres">Along the river, km, more than 0; null when not known.</param>
/// <param name="TravelTime">How long a rise typically takes, as somebody has published it; null when not known.</param>
public sealed record DownstreamStation(string Station, string Source, double? DistanceKilometres = null, TimeSpan? TravelTime = null);
