using MiyagiSensing.Domain;
using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Host.Catalog.Reading;

namespace MiyagiSensing.Host.Catalog.Checks;

/// <summary>Stations against domains, municipalities and metrics.</summary>
internal static class StationChecks
{
    public static void Check(IReadOnlyList<Located<StationDefinition>> stations, CatalogIndex index)
    {
        foreach (var (station, entry) in stations)
        {
            index.RequireDomain(station.Domain, entry);
            if (station.Kind is { } kind && !index.Domains[station.Domain].Kinds.ContainsKey(kind))
            {
                throw entry.Error("kind", $"'{kind}' is not a kind of domain {station.Domain}; name it in domains.yaml first, under kinds, or leave the key out");
            }

            if (!index.Municipalities.Contains(station.Municipality))
            {
                throw entry.Error("municipality", $"'{station.Municipality}' is not in municipalities.yaml; use the five-digit code in quotes, Sendai by ward");
            }

            foreach (var (metricName, limits) in station.Thresholds)
            {
                CheckLimits(station.Domain, metricName, limits, entry.Entry("thresholds"), index);
            }

            if (station.EarlierThresholds.FirstOrDefault(earlier => !index.Metrics.ContainsKey((station.Domain, earlier.Metric))) is { } unknown)
            {
                throw entry.Error("earlierThresholds", $"'{unknown.Metric}' is not a metric of domain {station.Domain}; define it in metrics.yaml first");
            }

            CheckDownstream(station, entry, index);
        }
    }

    /// <summary>Water never comes back to where it was.</summary>
    private static void CheckDownstream(StationDefinition station, CatalogEntry entry, CatalogIndex index)
    {
        HashSet<string> passed = [station.Id];
        for (var link = station.Downstream; link is not null;)
        {
            if (!index.Stations.TryGetValue(link.Station, out var next) || next.Domain != station.Domain)
            {
                throw entry.Error("downstream", $"'{link.Station}' is not a station of domain {station.Domain}");
            }

            if (!passed.Add(next.Id))
            {
                throw entry.Error("downstream", $"leads back to '{next.Id}'; water passes a station once");
            }

            link = next.Downstream;
        }
    }

    private static void CheckLimits(
        string domain, string metricName, IReadOnlyDictionary<string, double> limits, CatalogEntry entry, CatalogIndex index)
    {
        if (!index.Metrics.TryGetValue((domain, metricName), out var metric))
        {
            throw entry.Error(metricName, $"is not a metric of domain {domain}; define it in metrics.yaml first");
        }

        var named = entry.Entry(metricName);
        foreach (var (name, limit) in limits)
        {
            if (!Identifier.IsValid(name))
            {
                throw named.Error(name, "is not an id; name limits with a-z, 0-9, - and _");
            }

            if (!MetricChecks.IsPossible(metric, limit))
            {
                throw named.Error(name, $"{CatalogEntry.Show(limit)} {metric.DisplayUnit} is beyond what {metricName} can be; check the unit");
            }
        }
    }
}
