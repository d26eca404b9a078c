using MiyagiSensing.Domain.Ledger;

namespace MiyagiSensing.Projections.Ledger;

/// <summary>The gaps of one series on one day.</summary>
/// <param name="Sensor">Sensor id.</param>
/// <param name="Metric">Metric name.</param>
/// <param name="ExpectedInterval">Expected time between readings.</param>
/// <param name="Readings">Readings of the day, by the device's clock.</param>
/// <param name="Missing">Readings missing, all gaps together.</param>
/// <param name="Gaps">In order of time.</param>
public sealed record SeriesGaps(string Sensor, string Metric, TimeSpan ExpectedInterval, int Readings, int Missing, IReadOnlyList<Gap> Gaps);
