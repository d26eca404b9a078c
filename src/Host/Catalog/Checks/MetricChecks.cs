using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Host.Catalog.Reading;

namespace MiyagiSensing.Host.Catalog.Checks;

/// <summary>Metrics against the rest of the catalog and against themselves.</summary>
internal static class MetricChecks
{
    public static void Check(IReadOnlyList<Located<MetricDefinition>> metrics, CatalogIndex index)
    {
        foreach (var (metric, entry) in metrics)
        {
            index.RequireDomain(metric.Domain, entry);
            if (metric.Minimum >= metric.Maximum)
            {
                throw entry.Error("minimum", "must be less than maximum");
            }

            foreach (var sentinel in metric.Sentinels.Where(sentinel => IsPossible(metric, sentinel)))
            {
                throw entry.Error("sentinels", $"{CatalogEntry.Show(sentinel)} is a possible value of this metric and would be lost; narrow the range or drop it");
            }

            foreach (var kind in metric.ExpectedInterval?.ExceptKinds ?? [])
            {
                if (!index.Stations.Values.Any(station => station.Domain == metric.Domain && station.Kind == kind))
                {
                    throw entry.Error("expectedInterval", $"no station of domain {metric.Domain} is of kind '{kind}'");
                }
            }
        }
    }

    /// <summary>True when the metric can take the value, physically.</summary>
    public static bool IsPossible(MetricDefinition metric, double value) => !(value < metric.Minimum) && !(value > metric.Maximum);
}
