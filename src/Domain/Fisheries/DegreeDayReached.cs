using MiyagiSensing.Domain.Catalog;

namespace MiyagiSensing.Domain.Fisheries;

/// <summary>A mark and whether it was reached.</summary>
/// <param name="Id">Mark id.</param>
/// <param name="DegreeDays">The sum it stands at.</param>
/// <param name="Title">What is reached, for people.</param>
/// <param name="On">The day in Japan; null while it is not.</param>
public sealed record DegreeDayReached(string Id, double DegreeDays, LocalText Title, DateOnly? On);
