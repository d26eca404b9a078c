namespace MiyagiSensing.Domain.Bridges;

/// <summary>Samples of one sensor at even intervals, without a gap.</summary>
/// <param name="At">The first sample, UTC.</param>
/// <param name="Interval">Time between two, the mean over the burst.</param>
/// <param name="Values">At least two, all finite.</param>
public sealed record SampleBurst(DateTimeOffset At, TimeSpan Interval, double[] Values);
