namespace MiyagiSensing.Domain.Readings;

/// <summary>The readings among which an identity must be unique.</summary>
/// <param name="Source">The sensor.</param>
/// <param name="Metric">Metric name.</param>
/// <param name="Kind">What identifies them; never <see cref="IdentityKind.None"/>.</param>
public readonly record struct IdentitySeries(ReadingSource Source, string Metric, IdentityKind Kind);
