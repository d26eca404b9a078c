using MiyagiSensing.Domain.Bridges;
using MiyagiSensing.Host.Catalog.Reading;

namespace MiyagiSensing.Host.Catalog.Checks;

/// <summary>Bridges against municipalities and stations.</summary>
internal static class BridgeChecks
{
    public static void Check(IReadOnlyList<Located<BridgeDefinition>> bridges, CatalogIndex index)
    {
        UniqueKeys.Check(bridges, "id", bridge => bridge.Id);
        HashSet<string> watched = [];
        foreach (var (bridge, entry) in bridges)
        {
            if (!index.Municipalities.Contains(bridge.Municipality))
            {
                throw entry.Error("municipality", $"'{bridge.Municipality}' is not in municipalities.yaml; use the five-digit code in quotes, Sendai by ward");
            }

            if (bridge.Station is { } station && !index.Stations.ContainsKey(station))
            {
                throw entry.Error("station", $"'{station}' is not in stations.yaml; name the station whose sensors watch this bridge, or leave the key out");
            }

            if (bridge.Station is { } one && !watched.Add(one))
            {
                throw entry.Error("station", $"'{one}' watches another bridge already");
            }
        }
    }
}
