using MiyagiSensing.Domain.Catalog;

namespace MiyagiSensing.Domain.Alerts;

/// <summary>
/// The levels of a rule at a station it serves: every graver level must lie farther out than the one before, and by more than the hysteresis. Else a value could leave the graver level only by leaving the milder one too.
/// </summary>
public static class LimitOrder
{
    /// <summary>True when the rule watches the station.</summary>
    public static bool Serves(RuleDefinition rule, StationDefinition station) =>
        station.Domain == rule.Domain
        && (rule.Stations.Count == 0 || rule.Stations.Contains(station.Id))
        && (rule.StationKinds.Count == 0 || (station.Kind is { } kind && rule.StationKinds.Contains(kind)));

    /// <summary>The station's own limit; null when it has none of that name.</summary>
    public static double? LimitOf(StationDefinition station, string metric, string name) =>
        station.Thresholds.TryGetValue(metric, out var limits) && limits.TryGetValue(name, out var limit) ? limit : null;

    /// <summary>The first two neighbouring levels that are too close, with their limits; null when all is well.</summary>
    public static (RuleLevel Milder, double MilderLimit, RuleLevel Graver, double GraverLimit)? Fault(RuleDefinition rule, StationDefinition station)
    {
        var outwards = rule.Direction == "above" ? 1 : -1;
        (RuleLevel Level, double Limit)? milder = null;
        foreach (var level in rule.Levels)
        {
            if ((level.Value ?? LimitOf(station, rule.Metric, level.StationThreshold ?? "")) is not { } limit)
            {
                continue;
            }

            if (milder is { } before && (limit - before.Limit) * outwards <= rule.Hysteresis)
            {
                return (before.Level, before.Limit, level, limit);
            }

            milder = (level, limit);
        }

        return null;
    }
}
