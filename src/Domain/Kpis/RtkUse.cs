namespace MiyagiSensing.Domain.Kpis;

/// <summary>What one user of the RTK base stations did in a fiscal year.</summary>
/// <param name="User">Pseudonym.</param>
/// <param name="Sessions">Sessions that began in it, 1 or more.</param>
public sealed record RtkUse(string User, int Sessions);
