using MiyagiSensing.Domain.Kpis;

namespace MiyagiSensing.Projections.Kpis;

/// <summary>What a KPI's figures of a fiscal year rest on, as it was known at the end of a day.</summary>
/// <param name="Kpi">KPI id.</param>
/// <param name="FiscalYear">Calendar year in which the fiscal year begins.</param>
/// <param name="AsOf">The day in Japan.</param>
/// <param name="Total">Pieces in all.</param>
/// <param name="Skipped">Pieces before this page.</param>
/// <param name="Items">This page, by figure and subject.</param>
public sealed record KpiEvidencePage(string Kpi, int FiscalYear, DateOnly AsOf, int Total, int Skipped, IReadOnlyList<KpiEvidence> Items);
