using MiyagiSensing.Domain.Alerts;
using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Rivers;
using MiyagiSensing.Host.Catalog.Reading;

namespace MiyagiSensing.Host.Catalog.Checks;

/// <summary>The limits of each gauge, see <see cref="GaugeLimits.Fault"/>, and the levels of each rule at each station it serves, see <see cref="LimitOrder"/>.</summary>
internal static class LimitOrderChecks
{
    public static void Check(IReadOnlyList<Located<RuleDefinition>> rules, IReadOnlyList<Located<StationDefinition>> stations)
    {
        foreach (var station in stations)
        {
            if (GaugeLimits.Fault(station.Value) is var (milder, graver))
            {
                throw station.Entry.Entry("thresholds").Entry(GaugeLimits.Metric).Error(milder.Id, $"{milder.Id} ({CatalogEntry.Show(milder.Metres)}) must lie below {graver.Id} ({CatalogEntry.Show(graver.Metres)})");
            }
        }

        foreach (var rule in rules)
        {
            foreach (var station in stations.Where(station => LimitOrder.Serves(rule.Value, station.Value)))
            {
                if (LimitOrder.Fault(rule.Value, station.Value) is var (milder, milderLimit, graver, graverLimit))
                {
                    var reason = $"rule {rule.Value.Id}: {graver.Name} ({CatalogEntry.Show(graverLimit)}) must lie {rule.Value.Direction} "
                        + $"{milder.Name} ({CatalogEntry.Show(milderLimit)}) by more than the hysteresis {CatalogEntry.Show(rule.Value.Hysteresis)}";
                    throw milder.Value is null || graver.Value is null ? station.Entry.Error("thresholds", reason) : rule.Entry.Error("levels", reason);
                }
            }
        }
    }
}
