using System.Globalization;
using MiyagiSensing.Domain;
using MiyagiSensing.Domain.Bridges;
using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.Host.Configuration;
using MiyagiSensing.Host.Import;

namespace MiyagiSensing.Host.Bridges;

/// <summary>Brings the register of bridges in from a table: wholly, or not at all.</summary>
internal sealed class RegisterImport(IEventStore store, SensingCatalog catalog, TimeProvider clock)
{
    /// <summary>Reads a table; what is wrong with a line stands in the faults.</summary>
    /// <param name="path">The CSV file.</param>
    /// <param name="stories">The register as it stands: what the table has no column for stays.</param>
    /// <param name="refused">Lines that were not understood.</param>
    public (IReadOnlyList<BridgeDefinition> Bridges, Sheet Sheet) Read(string path, IReadOnlyDictionary<string, BridgeStory> stories, List<RefusedLine> refused)
    {
        var sheet = Sheet.Read(path, RegisterSheet.Columns, RegisterSheet.Required);
        var municipalities = catalog.Municipalities.Select(municipality => municipality.Code).ToHashSet();
        var stations = catalog.Stations.Select(station => station.Id).ToHashSet();
        var source = $"{Path.GetFileName(path)}, {JapanDay.Of(clock.GetUtcNow()).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}";
        List<BridgeDefinition> bridges = [];
        Dictionary<string, int> ids = [];
        Dictionary<string, int> watched = [];
        foreach (var row in sheet.Rows)
        {
            var bridge = row.Faults.Count > 0 ? null : RegisterSheet.Read(row, stories.GetValueOrDefault(row.Optional("id") ?? "")?.Registered, source, municipalities, stations);
            if (bridge is not null && !ids.TryAdd(bridge.Id, row.Line))
            {
                row.Refuse($"id '{bridge.Id}' stands in line {ids[bridge.Id]} already");
            }

            if (bridge?.Station is { } station && !watched.TryAdd(station, row.Line))
            {
                row.Refuse($"station '{station}' watches the bridge in line {watched[station]} already");
            }

            if (row.Faults.Count > 0)
            {
                refused.Add(new RefusedLine(row.Line, string.Join("; ", row.Faults)));
            }
            else
            {
                bridges.Add(bridge!);
            }
        }

        return (bridges, sheet);
    }

    /// <summary>The register as it stands.</summary>
    public async Task<IReadOnlyDictionary<string, BridgeStory>> StoriesAsync(CancellationToken cancellationToken)
    {
        const string prefix = "bridge:";
        Dictionary<string, BridgeStory> stories = new(StringComparer.Ordinal);
        await foreach (var item in store.ReadStreamsAsync(prefix, cancellationToken))
        {
            var id = item.Stream[prefix.Length..];
            var story = stories.TryGetValue(id, out var known) ? known : stories[id] = new BridgeStory();
            story.Evolve(item);
        }

        return stories;
    }

    /// <summary>Bridges that keep a station which the table gives to another one, for people.</summary>
    public static IReadOnlyList<string> Clashes(IReadOnlyDictionary<string, BridgeStory> stories, RegisterPlan plan)
    {
        var watched = plan.Others.Where(id => stories[id].Bridge!.Station is not null).ToDictionary(id => stories[id].Bridge!.Station!);
        return
        [
            .. plan.New.Concat(plan.Changed).Where(bridge => bridge.Station is { } station && watched.ContainsKey(station))
                .Select(bridge => $"{bridge.Id}: station '{bridge.Station}' watches {watched[bridge.Station!]}, which stays in the register"),
        ];
    }

    /// <summary>Carries a plan out.</summary>
    /// <exception cref="SettingsException">Somebody else has changed the register meanwhile.</exception>
    public async Task CarryOutAsync(IReadOnlyDictionary<string, BridgeStory> stories, RegisterPlan plan, string path, string actor, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var (events, expected) = plan.Events(stories, JapanDay.Of(now), $"made up; the register of {Path.GetFileName(path)} takes its place", actor, now);
        if (events.Count > 0 && await store.AppendAsync(events, expected, cancellationToken) is AppendResult.Conflict conflict)
        {
            throw new SettingsException($"Somebody else has recorded something of {conflict.Stream} just now, so nothing was changed. Run the same command again.");
        }
    }
}
