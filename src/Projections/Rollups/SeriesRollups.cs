namespace MiyagiSensing.Projections.Rollups;

/// <summary>The periods of one series.</summary>
/// <param name="Device">Device id.</param>
/// <param name="Sensor">Sensor id.</param>
/// <param name="Rollups">In order of time and without gaps, from the series' first period in the range to its end or the present.</param>
public sealed record SeriesRollups(string Device, string Sensor, IReadOnlyList<Rollup> Rollups);
