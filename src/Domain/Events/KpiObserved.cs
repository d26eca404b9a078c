namespace MiyagiSensing.Domain.Events;

/// <summary>Somebody entered a KPI's value. What was entered before stays readable. Stream <c>kpi:{id}</c>.</summary>
/// <param name="Kpi">KPI id.</param>
/// <param name="FiscalYear">Calendar year in which the fiscal year begins.</param>
/// <param name="On">The day in Japan that the value stands for, within the fiscal year.</param>
/// <param name="Source">Where it is written.</param>
/// <param name="Value">In the KPI's unit; null when the day's value is taken back.</param>
/// <param name="Reason">Why an earlier value of the same day was wrong; null when there was none.</param>
public sealed record KpiObserved(string Kpi, int FiscalYear, DateOnly On, string Source, decimal? Value = null, string? Reason = null) : IDomainEvent;
