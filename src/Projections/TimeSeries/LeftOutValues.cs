namespace MiyagiSensing.Projections.TimeSeries;

/// <summary>Values that InfluxDB refused for one reason.</summary>
/// <param name="Field">Measurement and field, <c>river.stage</c>; or <c>(line)</c> when whole points were refused.</param>
/// <param name="Reason">The server's words.</param>
/// <param name="Count">How many, at least 1; a value that was sent again and refused again counts again.</param>
/// <param name="LastAt">When the last one was refused, UTC.</param>
public sealed record LeftOutValues(string Field, string Reason, long Count, DateTimeOffset LastAt);
