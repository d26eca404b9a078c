namespace MiyagiSensing.Host.Catalog.Import;

/// <summary>Files and store disagree about one definition. The store holds until an operator applies the files.</summary>
/// <param name="Stream">Stream id, for example <c>station:buoy-tona</c>.</param>
/// <param name="Kind">How they disagree.</param>
/// <param name="Detail">What differs, in words; null when nothing is known beyond <paramref name="Kind"/>.</param>
public sealed record CatalogDifference(string Stream, CatalogDifferenceKind Kind, string? Detail = null);
