namespace MiyagiSensing.Projections.SeriesHistory;

/// <summary>One value of a series, just as the journal holds it.</summary>
/// <param name="Position">Position of the journal block that stored it; an archived one keeps its own.</param>
/// <param name="MeasuredAt">The device's clock, UTC, whole milliseconds.</param>
/// <param name="ReceivedAt">Our clock at arrival, UTC, whole milliseconds.</param>
/// <param name="Value">In the catalog's unit; <see cref="double.NaN"/> means missing.</param>
public readonly record struct HistoricValue(long Position, DateTimeOffset MeasuredAt, DateTimeOffset ReceivedAt, double Value);
