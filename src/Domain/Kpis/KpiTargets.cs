using MiyagiSensing.Domain.Events;

namespace MiyagiSensing.Domain.Kpis;

/// <summary>Which targets hold.</summary>
public static class KpiTargets
{
    /// <summary>The definition's target and those set later, the last one of each fiscal year, in order of years.</summary>
    /// <param name="kpi">The KPI.</param>
    /// <param name="facts">Events known, in order of position; other KPIs' and other types are passed over.</param>
    public static IReadOnlyList<KpiTarget> Of(KpiDefinition kpi, IEnumerable<RecordedEvent> facts)
    {
        ArgumentNullException.ThrowIfNull(kpi);
        SortedDictionary<int, KpiTarget> targets = new() { [kpi.Target.FiscalYear] = new KpiTarget(kpi.Target.FiscalYear, kpi.Target.Value, kpi.Source, null) };
        foreach (var item in facts)
        {
            if (item.Data is KpiTargetSet fact && fact.Kpi == kpi.Id)
            {
                targets[fact.FiscalYear] = new KpiTarget(fact.FiscalYear, fact.Value, fact.Source, EventReference.Of(item));
            }
        }

        return [.. targets.Values];
    }

    /// <summary>The value that a fiscal year's figure is held against: the nearest target of that year or a later one, else the last; null when none has a value.</summary>
    public static decimal? For(IReadOnlyList<KpiTarget> targets, FiscalYear year)
    {
        var set = targets.Where(target => target.Value is not null).ToList();
        return (set.Find(target => target.FiscalYear >= year.Year) ?? set.LastOrDefault())?.Value;
    }
}
