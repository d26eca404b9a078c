using MiyagiSensing.Projections.Stations;

namespace MiyagiSensing.Api.Live;

/// <summary>One value of a <see cref="LiveMessage"/>.</summary>
/// <param name="Station">Station id.</param>
/// <param name="Device">Device id.</param>
/// <param name="Sensor">Sensor id.</param>
/// <param name="Metric">Metric name.</param>
/// <param name="Value">In the metric's unit; null is missing.</param>
/// <param name="MeasuredAt">Device's clock, UTC.</param>
/// <param name="ReceivedAt">Our clock at arrival, UTC.</param>
internal sealed record LiveMessageValue(
    string Station, string Device, string Sensor, string Metric, double? Value, DateTimeOffset MeasuredAt, DateTimeOffset ReceivedAt)
{
    public static LiveMessageValue From(string station, LatestValue latest) =>
        new(station, latest.Device, latest.Sensor, latest.Metric, latest.Value, latest.MeasuredAt, latest.ReceivedAt);
}
