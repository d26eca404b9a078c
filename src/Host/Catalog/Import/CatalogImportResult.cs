namespace MiyagiSensing.Host.Catalog.Import;

/// <summary>What an import did.</summary>
public sealed record CatalogImportResult
{
    /// <summary>Streams that were new and are now defined, in order of the files.</summary>
    public required IReadOnlyList<string> Imported { get; init; }

    /// <summary>How many definitions stood in the store already, the same.</summary>
    public required int UnchangedCount { get; init; }

    /// <summary>What an operator should look at: nothing of this was applied.</summary>
    public required IReadOnlyList<CatalogDifference> Differences { get; init; }
}
