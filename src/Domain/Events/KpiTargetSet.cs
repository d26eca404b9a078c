namespace MiyagiSensing.Domain.Events;

/// <summary>A target was set for a KPI, or withdrawn; the last one of a fiscal year holds. Stream <c>kpi:{id}</c>.</summary>
/// <param name="Kpi">KPI id.</param>
/// <param name="FiscalYear">Calendar year in which the fiscal year begins.</param>
/// <param name="Source">Where it is written.</param>
/// <param name="Value">In the KPI's unit; null when there is no target any more.</param>
public sealed record KpiTargetSet(string Kpi, int FiscalYear, string Source, decimal? Value = null) : IDomainEvent;
