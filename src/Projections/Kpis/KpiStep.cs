using MiyagiSensing.Domain;
using MiyagiSensing.Domain.Kpis;

namespace MiyagiSensing.Projections.Kpis;

/// <summary>What is to be done at the next save, in the order of the journal: decisions see the rows of all events before them and of none after, however events are cut into batches.</summary>
internal abstract record KpiStep
{
    private KpiStep()
    {
    }

    /// <summary>Rows to write.</summary>
    public sealed record Write(KpiPending Rows) : KpiStep;

    /// <summary>A fiscal year is over.</summary>
    /// <param name="Year">The year.</param>
    /// <param name="Tick">The event that told.</param>
    public sealed record Freeze(FiscalYear Year, EventReference Tick) : KpiStep;

    /// <summary>The figures of years that are over may have changed.</summary>
    /// <param name="Cause">The event that may have changed them.</param>
    /// <param name="Kpi">KPI id, or null for all that <paramref name="Rule"/> works out.</param>
    /// <param name="Rule">One of <see cref="KpiRules.All"/>; null when a KPI is named.</param>
    /// <param name="Years">The years that are over by then and concerned.</param>
    public sealed record Check(EventReference Cause, string? Kpi, string? Rule, IReadOnlyList<FiscalYear> Years) : KpiStep;
}
