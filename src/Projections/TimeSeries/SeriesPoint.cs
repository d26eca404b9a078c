namespace MiyagiSensing.Projections.TimeSeries;

/// <summary>One point of a chart: all values of a series within one step of time.</summary>
/// <param name="At">Start of the step, UTC.</param>
/// <param name="Mean">Mean, in the metric's unit.</param>
/// <param name="Minimum">Least value.</param>
/// <param name="Maximum">Greatest value.</param>
public sealed record SeriesPoint(DateTimeOffset At, double Mean, double Minimum, double Maximum);
