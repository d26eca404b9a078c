using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Rivers;

namespace MiyagiSensing.Dashboard.Stations;

/// <summary>Finds the limits that hold for a metric of a station: those of the rules, and the station's own that no rule uses.</summary>
internal static class StationLimits
{
    /// <summary>Ordered by value.</summary>
    public static IReadOnlyList<StationLimit> For(
        StationDefinition station, string metric, IEnumerable<RuleDefinition> rules, Func<LocalText, string> local)
    {
        var own = station.Thresholds.GetValueOrDefault(metric) ?? new Dictionary<string, double>();
        var used = new HashSet<string>();
        var limits = new List<StationLimit>();
        foreach (var rule in rules.Where(rule => Watches(rule, station, metric)))
        {
            foreach (var level in rule.Levels)
            {
                if (Limit(level, own) is { } value)
                {
                    limits.Add(new StationLimit(local(level.Title), level.Severity, value, rule.Direction == "below"));
                    used.Add(level.StationThreshold ?? "");
                }
            }
        }

        limits.AddRange(own
            .Where(threshold => !used.Contains(threshold.Key))
            .Select(threshold => new StationLimit(GaugeLimits.NameOf(station, threshold.Key) is { } name ? local(name) : threshold.Key, 0, threshold.Value, Below: false)));
        return [.. limits.OrderBy(limit => limit.Value)];
    }

    private static bool Watches(RuleDefinition rule, StationDefinition station, string metric) =>
        rule.Domain == station.Domain
        && rule.Metric == metric
        && (rule.Stations.Count == 0 || rule.Stations.Contains(station.Id))
        && (rule.StationKinds.Count == 0 || (station.Kind is { } kind && rule.StationKinds.Contains(kind)));

    private static double? Limit(RuleLevel level, IReadOnlyDictionary<string, double> own) =>
        level.Value ?? (level.StationThreshold is { } name && own.TryGetValue(name, out var value) ? value : null);
}
