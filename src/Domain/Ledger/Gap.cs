namespace MiyagiSensing.Domain.Ledger;

/// <summary>A stretch of a day in which a series should have had readings and had none.</summary>
/// <param name="From">The reading before it, or where the day begins; UTC.</param>
/// <param name="To">The reading after it, or where the day (or the known part of it) ends; UTC.</param>
/// <param name="Missing">Readings that were to be expected within it, at least 1.</param>
public readonly record struct Gap(DateTimeOffset From, DateTimeOffset To, int Missing);
