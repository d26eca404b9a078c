namespace MiyagiSensing.Host.Catalog.Import;

/// <summary>How the catalog files and the event store disagree about a definition.</summary>
public enum CatalogDifferenceKind
{
    /// <summary>Both have it, with different content.</summary>
    Changed = 1,

    /// <summary>It once came from the files and is no longer in them.</summary>
    NoLongerInFiles = 2,
}
