namespace MiyagiSensing.Domain.Corrections;

/// <summary>A value with the corrections that made it.</summary>
/// <param name="Value">In the catalog's unit; <see cref="double.NaN"/> is missing.</param>
/// <param name="Corrections">Ids in the order in which they were applied; empty when the value is as it was received.</param>
public readonly record struct CorrectedValue(double Value, IReadOnlyList<string> Corrections);
