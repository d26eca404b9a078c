using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Host.Catalog.Reading;

namespace MiyagiSensing.Host.Catalog.Checks;

/// <summary>Mappings of files against the rest of the catalog.</summary>
internal static class ImportChecks
{
    public static void Check(IReadOnlyList<Located<ImportDefinition>> imports, CatalogIndex index)
    {
        UniqueKeys.Check(imports, "name", import => import.Name);
        foreach (var (import, entry) in imports)
        {
            index.RequireDomain(import.Domain, entry);
            HashSet<(string Sensor, string Metric)> seen = [];
            foreach (var column in import.Values)
            {
                if (!index.Metrics.ContainsKey((import.Domain, column.Metric)))
                {
                    throw entry.Error("values", $"domain {import.Domain} has no metric '{column.Metric}' in metrics.yaml");
                }

                if (!seen.Add((column.Sensor, column.Metric)))
                {
                    throw entry.Error("values", $"{column.Metric} of sensor {column.Sensor} stands twice; give one of the columns another sensor");
                }
            }

            if (!import.Station.Contains('{', StringComparison.Ordinal)
                && (!index.Stations.TryGetValue(import.Station, out var station) || station.Domain != import.Domain))
            {
                throw entry.Error("station", $"'{import.Station}' is no station of domain {import.Domain}");
            }
        }
    }
}
