using MiyagiSensing.Domain.Fisheries;

namespace MiyagiSensing.Projections.Fisheries;

/// <summary>Degree-days at a sensor.</summary>
/// <param name="Station">Station id.</param>
/// <param name="Sensor">Sensor id.</param>
/// <param name="Count">The count.</param>
public sealed record SensorDegreeDays(string Station, string Sensor, DegreeDayCount Count);
