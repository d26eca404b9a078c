namespace MiyagiSensing.Chaos.Load;

/// <summary>What makes a value the same value when it is sent again.</summary>
/// <param name="Device">Device id.</param>
/// <param name="Sensor">Sensor id.</param>
/// <param name="Metric">Metric name.</param>
/// <param name="Key">Unix ms of the measurement, or the device's counter.</param>
/// <param name="IsCounter">True when <paramref name="Key"/> is the counter.</param>
internal readonly record struct Identity(string Device, string Sensor, string Metric, long Key, bool IsCounter = false)
{
    public override string ToString() => $"{Device}/{Sensor}/{Metric}@{(IsCounter ? "#" : "")}{Key}";
}
