using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Ports;

namespace MiyagiSensing.Host.Catalog.Import;

/// <summary>Brings what is new in the catalog files into the event store. Events win: what the store has already is never changed here.</summary>
public static class CatalogImport
{
    /// <summary>How often a lost race is run again. Chosen: two hosts starting at once need one repeat; more points to a bug.</summary>
    private const int Attempts = 3;

    private static readonly string[] DefinitionStreams = ["station:", "metric:", "rule:", "bridge:", "district:", "species:", "kpi:", "quality:"];

    /// <summary>
    /// Appends every definition of the catalog whose stream does not exist yet, all in one transaction. Reads those streams once and appends
    /// once unless another host imports at the same time. Running it again does nothing.
    /// </summary>
    /// <exception cref="InvalidOperationException">Other writers kept defining the same streams.</exception>
    public static async Task<CatalogImportResult> ImportAsync(
        SensingCatalog catalog, IEventStore events, CancellationToken cancellationToken)
    {
        var definitions = Definitions(catalog);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var stored = await ReadStoredAsync(events, cancellationToken);
            var fresh = definitions.Where(definition => !stored.ContainsKey(definition.Stream)).ToList();
            if (fresh.Count == 0 || await TryAppendAsync(fresh, events, cancellationToken))
            {
                return Report(definitions, fresh, stored);
            }
        }

        throw new InvalidOperationException($"The catalog could not be imported: other writers defined the same streams {Attempts} times in a row.");
    }

    private static List<Definition> Definitions(SensingCatalog catalog) =>
    [
        .. catalog.Metrics.Select(metric => new Definition($"metric:{metric.Domain}:{metric.Name}", new MetricDefined { Metric = metric, ContentHash = DefinitionHash.Of(metric) })),
        .. catalog.Stations.Select(station => new Definition($"station:{station.Id}", new StationDefined { Station = station, ContentHash = DefinitionHash.Of(station) })),
        .. catalog.Rules.Select(rule => new Definition($"rule:{rule.Id}", new RuleDefined { Rule = rule, ContentHash = DefinitionHash.Of(rule) })),
        .. catalog.Bridges.Select(bridge => new Definition($"bridge:{bridge.Id}", new BridgeDefined { Bridge = bridge, ContentHash = DefinitionHash.Of(bridge) })),
        .. catalog.Species.Select(species => new Definition($"species:{species.Id}", new SpeciesDefined { Species = species, ContentHash = DefinitionHash.Of(species) })),
        .. catalog.Districts.Select(district => new Definition($"district:{district.Id}", new DistrictDefined { District = district, ContentHash = DefinitionHash.Of(district) })),
        .. catalog.Quality.Select(quality => new Definition($"quality:{quality.Domain}:{quality.Metric}", new QualityDefined { Quality = quality, ContentHash = DefinitionHash.Of(quality) })),
        .. catalog.Kpis.Select(kpi => new Definition($"kpi:{kpi.Id}", new KpiDefined { Kpi = kpi, ContentHash = DefinitionHash.Of(kpi) })),
    ];

    private static async Task<Dictionary<string, Stored>> ReadStoredAsync(IEventStore events, CancellationToken cancellationToken)
    {
        var stored = new Dictionary<string, Stored>(StringComparer.Ordinal);
        foreach (var prefix in DefinitionStreams)
        {
            await foreach (var recorded in events.ReadStreamsAsync(prefix, cancellationToken))
            {
                if (recorded.Data is IDefinition { ContentHash: var hash })
                {
                    stored[recorded.Stream] = new Stored(hash, recorded.Headers.Actor, (recorded.Data as StationDefined)?.Station, []);
                }
                else if (recorded.Data is ThresholdChanged change && stored.TryGetValue(recorded.Stream, out var station))
                {
                    station.Changes.Add(change);
                }
            }
        }

        return stored;
    }

    private static async Task<bool> TryAppendAsync(List<Definition> fresh, IEventStore events, CancellationToken cancellationToken)
    {
        var appended = await events.AppendAsync(
            [.. fresh.Select(definition => new NewEvent(Guid.NewGuid(), definition.Stream, definition.Event, EventHeaders.Catalog))],
            fresh.ToDictionary(definition => definition.Stream, _ => ExpectedVersion.NoStream),
            cancellationToken);
        return appended is AppendResult.Appended;
    }

    private static CatalogImportResult Report(List<Definition> definitions, List<Definition> fresh, Dictionary<string, Stored> stored)
    {
        var changed = definitions
            .Where(definition => stored.ContainsKey(definition.Stream))
            .Select(definition => DifferenceOf(definition, stored[definition.Stream]))
            .OfType<CatalogDifference>()
            .ToList();
        var inFiles = definitions.Select(definition => definition.Stream).ToHashSet(StringComparer.Ordinal);
        var gone = stored
            .Where(pair => pair.Value.Actor == EventHeaders.Catalog.Actor && !inFiles.Contains(pair.Key))
            .Select(pair => new CatalogDifference(pair.Key, CatalogDifferenceKind.NoLongerInFiles))
            .OrderBy(difference => difference.Stream, StringComparer.Ordinal);
        return new CatalogImportResult
        {
            Imported = [.. fresh.Select(definition => definition.Stream)],
            UnchangedCount = definitions.Count - fresh.Count - changed.Count,
            Differences = [.. changed, .. gone],
        };
    }

    private static CatalogDifference? DifferenceOf(Definition definition, Stored stored)
    {
        if (stored.Station is not { } before || stored.Changes.Count == 0 || definition.Event is not StationDefined { Station: var station })
        {
            return stored.Hash == definition.Event.ContentHash ? null : new CatalogDifference(definition.Stream, CatalogDifferenceKind.Changed);
        }

        // Limits that were set hold over the files, which agree once they say the same.
        var (inStore, inFiles) = (Latest(before, stored.Changes), Latest(station, []));
        return DefinitionHash.Of(inStore) == DefinitionHash.Of(inFiles)
            ? null
            : new CatalogDifference(definition.Stream, CatalogDifferenceKind.Changed, LimitDifferences.Of(inStore, inFiles));

        static StationDefinition Latest(StationDefinition station, IReadOnlyList<ThresholdChanged> changes) =>
            StationThresholds.At(station, changes, DateTimeOffset.MaxValue) with { EarlierThresholds = [] };
    }

    private sealed record Definition(string Stream, IDefinition Event);

    private sealed record Stored(string Hash, string Actor, StationDefinition? Station, List<ThresholdChanged> Changes);
}
