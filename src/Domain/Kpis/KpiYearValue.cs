namespace MiyagiSensing.Domain.Kpis;

/// <summary>A value stated for a fiscal year.</summary>
/// <param name="FiscalYear">Calendar year in which the fiscal year begins: 2023 for R5.</param>
/// <param name="Value">In the KPI's unit; null when the policy states none.</param>
public sealed record KpiYearValue(int FiscalYear, decimal? Value = null);
