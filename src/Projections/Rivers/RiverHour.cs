namespace MiyagiSensing.Projections.Rivers;

/// <summary>How many gauges stood at or above each limit within an hour.</summary>
/// <param name="From">Where the hour begins, UTC.</param>
/// <param name="Gauges">Gauges that sent a level in it.</param>
/// <param name="Over">Name of the limit to the gauges whose highest level of the hour was at or above it.</param>
public sealed record RiverHour(DateTimeOffset From, int Gauges, IReadOnlyDictionary<string, int> Over);
