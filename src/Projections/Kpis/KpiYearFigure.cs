using MiyagiSensing.Domain.Catalog;

namespace MiyagiSensing.Projections.Kpis;

/// <summary>One figure of a KPI in a fiscal year.</summary>
/// <param name="Id">Which figure.</param>
/// <param name="Definition">What exactly is counted.</param>
/// <param name="Value">In the KPI's unit; null when there is none.</param>
/// <param name="Opening">The part of the value that is an opening balance without evidence; null where there is none.</param>
/// <param name="Evidence">Pieces of evidence that count.</param>
/// <param name="Progress">From the baseline (0) to the target (1), may be beyond both; null when baseline, target or value is missing.</param>
public sealed record KpiYearFigure(string Id, LocalText Definition, decimal? Value, decimal? Opening, int Evidence, decimal? Progress);
