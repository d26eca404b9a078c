using MiyagiSensing.Domain.Catalog;

namespace MiyagiSensing.Domain.Fisheries;

/// <summary>A sum of degree-days at which something is reached.</summary>
/// <param name="Id">Mark id within the rule.</param>
/// <param name="DegreeDays">The sum, above 0.</param>
/// <param name="Title">What is reached, for people.</param>
public sealed record DegreeDayMark(string Id, double DegreeDays, LocalText Title);
