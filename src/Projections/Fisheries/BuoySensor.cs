using MiyagiSensing.Domain.Fisheries;

namespace MiyagiSensing.Projections.Fisheries;

/// <summary>A series of a buoy with its newest reading.</summary>
/// <param name="Station">Station id.</param>
/// <param name="Device">Device id.</param>
/// <param name="Sensor">Sensor id.</param>
/// <param name="Metric">Metric name.</param>
/// <param name="Newest">The newest reading up to the instant in question.</param>
internal readonly record struct BuoySensor(string Station, string Device, string Sensor, string Metric, NewestValue Newest);
