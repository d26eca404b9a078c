namespace MiyagiSensing.Dashboard.Stations;

/// <summary>What tells one line of a metric from the others at its station; <c>seriesName</c> in <c>chart-data.ts</c> does the same.</summary>
internal static class SeriesName
{
    /// <summary>The sensor; empty for the default one, whose name tells people nothing.</summary>
    public static string OfSensor(string? sensor) => sensor is null or "main" ? "" : sensor;

    /// <summary>The sensor where sensors differ, with the device where devices differ; empty for the only line of its metric with the default sensor.</summary>
    /// <param name="device">Device id of the line.</param>
    /// <param name="sensor">Sensor id of the line.</param>
    /// <param name="all">Device and sensor of every line of the metric at the station, the line itself included.</param>
    public static string Of(string device, string sensor, IReadOnlyCollection<(string Device, string Sensor)> all)
    {
        var shownSensor = OfSensor(sensor);
        return all.Any(other => other.Device != device) ? $"{device} {shownSensor}".TrimEnd() : shownSensor;
    }
}
