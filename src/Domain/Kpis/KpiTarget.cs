namespace MiyagiSensing.Domain.Kpis;

/// <summary>The target of a fiscal year that holds.</summary>
/// <param name="FiscalYear">Calendar year in which the fiscal year begins.</param>
/// <param name="Value">In the KPI's unit; null when none is set.</param>
/// <param name="Source">Where it is written.</param>
/// <param name="Event">The event that set it; null when it is the definition's.</param>
public sealed record KpiTarget(int FiscalYear, decimal? Value, string Source, EventReference? Event);
