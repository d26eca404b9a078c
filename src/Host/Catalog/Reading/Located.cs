namespace MiyagiSensing.Host.Catalog.Reading;

/// <summary>A definition and the entry it was read from, so that a later check can still name file and line.</summary>
internal sealed record Located<T>(T Value, CatalogEntry Entry)
    where T : class;
