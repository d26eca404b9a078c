using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Host.Catalog.Reading;

namespace MiyagiSensing.Host.Catalog.Checks;

/// <summary>
/// The levels of a rule at each station it serves: every graver level must lie farther out than the one before, and by more than
/// the hysteresis. Else a value could leave the graver level only by leaving the milder one too.
/// </summary>
internal static class LimitOrderChecks
{
    public static void Check(IReadOnlyList<Located<RuleDefinition>> rules, IReadOnlyList<Located<StationDefinition>> stations)
    {
        foreach (var rule in rules)
        {
            foreach (var station in stations.Where(station => RuleChecks.Serves(rule.Value, station.Value)))
            {
                CheckStation(rule, station);
            }
        }
    }

    /// <summary>The station's own limit; null when it has none of that name.</summary>
    public static double? LimitOf(StationDefinition station, string metric, string name) =>
        station.Thresholds.TryGetValue(metric, out var limits) && limits.TryGetValue(name, out var limit) ? limit : null;

    private static void CheckStation(Located<RuleDefinition> rule, Located<StationDefinition> station)
    {
        var outwards = rule.Value.Direction == "above" ? 1 : -1;
        (RuleLevel Level, double Limit)? milder = null;
        foreach (var level in rule.Value.Levels)
        {
            if ((level.Value ?? LimitOf(station.Value, rule.Value.Metric, level.StationThreshold ?? "")) is not { } limit)
            {
                continue;
            }

            if (milder is { } before && (limit - before.Limit) * outwards <= rule.Value.Hysteresis)
            {
                throw TooClose(rule, station, before, (level, limit));
            }

            milder = (level, limit);
        }
    }

    private static CatalogException TooClose(
        Located<RuleDefinition> rule, Located<StationDefinition> station, (RuleLevel Level, double Limit) milder, (RuleLevel Level, double Limit) graver)
    {
        var reason = $"rule {rule.Value.Id}: {graver.Level.Name} ({CatalogEntry.Show(graver.Limit)}) must lie {rule.Value.Direction} "
            + $"{milder.Level.Name} ({CatalogEntry.Show(milder.Limit)}) by more than the hysteresis {CatalogEntry.Show(rule.Value.Hysteresis)}";
        return milder.Level.Value is null || graver.Level.Value is null
            ? station.Entry.Error("thresholds", reason)
            : rule.Entry.Error("levels", reason);
    }
}
