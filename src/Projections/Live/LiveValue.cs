using MiyagiSensing.Projections.Stations;

namespace MiyagiSensing.Projections.Live;

/// <summary>A new value at a station.</summary>
/// <param name="Station">Station id.</param>
/// <param name="Latest">The value.</param>
public sealed record LiveValue(string Station, LatestValue Latest);
