namespace MiyagiSensing.Domain.Quality;

/// <summary>Readings that look like air.</summary>
/// <param name="From">The first, Unix time in ms.</param>
/// <param name="To">The last, Unix time in ms, inclusive.</param>
/// <param name="Readings">How many.</param>
/// <param name="Evidence">What speaks for air beside the salinity.</param>
public readonly record struct OutOfWaterStretch(long From, long To, int Readings, OutOfWaterEvidence Evidence);
