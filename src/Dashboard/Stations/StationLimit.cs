namespace MiyagiSensing.Dashboard.Stations;

/// <summary>A line that a chart draws across.</summary>
/// <param name="Title">Level's title in the visitor's language.</param>
/// <param name="Severity">1 to 5; 0 when no alert rests on it.</param>
/// <param name="Value">In the metric's unit.</param>
/// <param name="Below">True when values at or below it reach the level.</param>
internal sealed record StationLimit(string Title, int Severity, double Value, bool Below);
