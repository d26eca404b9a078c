using MiyagiSensing.Domain.Readings;

namespace MiyagiSensing.Host.Import;

/// <summary>The columns that make one reading: those of one sensor.</summary>
/// <param name="Sensor">Sensor id.</param>
/// <param name="Metrics">The metrics, in the mapping's order.</param>
internal sealed record ImportShape(string Sensor, MetricSet Metrics);
