using MiyagiSensing.Domain.Catalog;

namespace MiyagiSensing.Domain.Kpis;

/// <summary>One figure of a KPI. A KPI whose name can be understood in two ways has two figures, each with its definition.</summary>
/// <param name="Id">Which figure, for example <c>active</c>; stored in frozen figures, never changed.</param>
/// <param name="Definition">What exactly is counted, for people.</param>
/// <param name="Evidence">Pieces of evidence that count; 0 or more.</param>
/// <param name="Value">In the KPI's unit; null when there is none.</param>
/// <param name="Opening">The part of the value that is an opening balance without evidence; null where there is none.</param>
public sealed record KpiFigure(string Id, LocalText Definition, int Evidence, decimal? Value = null, decimal? Opening = null);
