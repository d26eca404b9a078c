using MiyagiSensing.Domain.Kpis;
using MiyagiSensing.Host.Catalog.Reading;

namespace MiyagiSensing.Host.Catalog.Checks;

/// <summary>KPIs against each other.</summary>
internal static class KpiChecks
{
    public static void Check(IReadOnlyList<Located<KpiDefinition>> kpis)
    {
        UniqueKeys.Check(kpis, "id", kpi => kpi.Id);
        HashSet<string> rules = [];
        foreach (var (kpi, entry) in kpis)
        {
            if (kpi.Computed is { } rule && !rules.Add(rule))
            {
                throw entry.Error("computed", $"'{rule}' works another KPI out already");
            }

            if (kpi.Unit.Ja == "%" && (kpi.Baseline.Value > 100 || kpi.Target.Value > 100))
            {
                throw entry.Error(kpi.Baseline.Value > 100 ? "baseline" : "target", "is a percentage above 100; check value and unit");
            }
        }
    }
}
