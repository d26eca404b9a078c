using MiyagiSensing.Domain.Kpis;

namespace MiyagiSensing.Projections.Kpis;

/// <summary>A KPI with its fiscal years, as it was known at the end of a day.</summary>
/// <param name="Kpi">Its definition.</param>
/// <param name="AsOf">The day in Japan.</param>
/// <param name="Targets">Targets by fiscal year.</param>
/// <param name="Years">Fiscal years in order.</param>
public sealed record KpiOverview(KpiDefinition Kpi, DateOnly AsOf, IReadOnlyList<KpiTarget> Targets, IReadOnlyList<KpiYear> Years);
