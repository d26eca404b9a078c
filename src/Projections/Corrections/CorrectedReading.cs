using MiyagiSensing.Projections.SeriesHistory;

namespace MiyagiSensing.Projections.Corrections;

/// <summary>One value of a series as it was received and as it counts.</summary>
/// <param name="Raw">As received.</param>
/// <param name="Value">As it counts; <see cref="double.NaN"/> is missing.</param>
/// <param name="Corrections">Ids of the corrections applied, in order; empty when there are none.</param>
public readonly record struct CorrectedReading(HistoricValue Raw, double Value, IReadOnlyList<string> Corrections);
