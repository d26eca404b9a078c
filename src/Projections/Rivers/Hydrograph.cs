using MiyagiSensing.Domain.Rivers;

namespace MiyagiSensing.Projections.Rivers;

/// <summary>The course of a level, and when it stood at or above the limits that held at the time.</summary>
/// <param name="Device">Device id.</param>
/// <param name="Sensor">Sensor id.</param>
/// <param name="Points">Oldest first.</param>
/// <param name="Exceedances">In order of their begin.</param>
public sealed record Hydrograph(string Device, string Sensor, IReadOnlyList<HydrographPoint> Points, IReadOnlyList<Exceedance> Exceedances);
