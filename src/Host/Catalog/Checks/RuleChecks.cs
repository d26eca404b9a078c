using MiyagiSensing.Domain.Alerts;
using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Host.Catalog.Reading;

namespace MiyagiSensing.Host.Catalog.Checks;

/// <summary>Rules against domains, metrics and stations: a rule that can never fire is refused.</summary>
internal static class RuleChecks
{
    public static void Check(
        IReadOnlyList<Located<RuleDefinition>> rules, IReadOnlyList<Located<StationDefinition>> stations, CatalogIndex index)
    {
        foreach (var (rule, entry) in rules)
        {
            index.RequireDomain(rule.Domain, entry);
            if (!index.Metrics.TryGetValue((rule.Domain, rule.Metric), out var metric))
            {
                throw entry.Error("metric", $"'{rule.Metric}' is not a metric of domain {rule.Domain}; define it in metrics.yaml first");
            }

            CheckStations(rule, entry, index);
            var served = stations.Select(station => station.Value).Where(station => LimitOrder.Serves(rule, station)).ToList();
            if (served.Count == 0)
            {
                throw entry.Error(rule.StationKinds.Count > 0 ? "stationKinds" : "domain", "no station is served by this rule; check its stations and kinds");
            }

            CheckLevels(rule, metric, served, entry);
        }
    }

    private static void CheckStations(RuleDefinition rule, CatalogEntry entry, CatalogIndex index)
    {
        foreach (var id in rule.Stations)
        {
            if (!index.Stations.TryGetValue(id, out var station) || station.Domain != rule.Domain)
            {
                throw entry.Error("stations", $"'{id}' is not a station of domain {rule.Domain}");
            }
        }

        foreach (var kind in rule.StationKinds)
        {
            if (!index.Stations.Values.Any(station => station.Domain == rule.Domain && station.Kind == kind))
            {
                throw entry.Error("stationKinds", $"no station of domain {rule.Domain} is of kind '{kind}'");
            }
        }
    }

    private static void CheckLevels(RuleDefinition rule, MetricDefinition metric, List<StationDefinition> served, CatalogEntry entry)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var leastSeverity = 1;
        foreach (var (level, levelEntry) in rule.Levels.Zip(entry.Entries("levels")))
        {
            if (!names.Add(level.Name))
            {
                throw levelEntry.Error("name", $"'{level.Name}' stands twice in this rule");
            }

            if (level.Severity < leastSeverity)
            {
                throw levelEntry.Error("severity", "is milder than the level before; order levels from mildest to gravest");
            }

            leastSeverity = level.Severity;
            if (level.Value is { } value && !MetricChecks.IsPossible(metric, value))
            {
                throw levelEntry.Error("value", $"{CatalogEntry.Show(value)} {metric.DisplayUnit} is beyond what {metric.Name} can be; check the unit");
            }

            if (level.StationThreshold is { } name && !served.Any(station => LimitOrder.LimitOf(station, rule.Metric, name) is not null))
            {
                throw levelEntry.Error("stationThreshold", $"no station of this rule has a limit '{name}' for {rule.Metric}");
            }
        }
    }
}
