using System.Globalization;
using MiyagiSensing.Simulators.Load;

namespace MiyagiSensing.Bench.EndToEnd;

/// <summary>The report for people.</summary>
internal static class BenchTable
{
    public static IEnumerable<string> Lines(BenchReport report)
    {
        var load = report.Load;
        yield return Line("connections, window, seconds", $"{load.Connections}, {report.Window}, {load.Seconds:0.#}");
        yield return Line("offered", $"{load.OfferedPerSecond:n0} readings/s");
        yield return Line("acknowledged after commit", $"{load.AcknowledgedPerSecond:n0} readings/s");
        yield return Line("acknowledged = committed = in InfluxDB", $"{load.Acknowledged:n0}, {report.Committed:n0}, {report.InInfluxDb:n0}");
        yield return Line("readings a commit", $"{(report.Blocks == 0 ? 0 : (double)report.Committed / report.Blocks):n0}");
        yield return Line("PUBLISH to PUBACK", Percentiles(new Latency(load.PubackMillisecondsP50, load.PubackMillisecondsP99, load.PubackMillisecondsP999)));
        yield return Line("PUBLISH to read model", Percentiles(report.ToReadModel));
        yield return Line("PUBLISH to InfluxDB", Percentiles(report.ToInfluxDb) + (report.Unseen > 0 ? $"; {report.Unseen} not seen within 30 s" : ""));
        foreach (var (projection, seconds) in report.SecondsToStep.OrderByDescending(pair => pair.Value))
        {
            yield return Line($"{projection} in step after", $"{seconds:0.00} s");
        }

        foreach (var process in report.Processes)
        {
            yield return Line(process.Name, $"{process.Cores:0.00} cores, {process.Megabytes:n0} MiB, at most {process.PeakMegabytes:n0} MiB");
        }

        yield return Line("event store", $"{report.EventStoreBytesPerReading:0.0} bytes a reading");
        yield return Line("history by series and day", $"{report.HistoryBytesPerReading:0.0} bytes a reading");
        if (report.InfluxDbBytesPerPoint is { } bytes)
        {
            yield return Line("InfluxDB", $"{bytes:0.0} bytes a point");
        }

        if (report.Mosquitto is { } mosquitto)
        {
            yield return Line("mosquitto, from memory", $"{mosquitto.AcknowledgedPerSecond:n0} readings/s, {Ratio(load, mosquitto):0.00} times as many here");
        }
    }

    private static double Ratio(LoadReport load, LoadReport mosquitto) => load.AcknowledgedPerSecond / Math.Max(mosquitto.AcknowledgedPerSecond, 1);

    private static string Percentiles(Latency latency) => $"p50 {latency.P50:0.0} ms, p99 {latency.P99:0.0} ms, p99.9 {latency.P999:0.0} ms";

    private static string Line(string name, FormattableString value) => Line(name, value.ToString(CultureInfo.InvariantCulture));

    private static string Line(string name, string value) => $"{name,-40} {value}";
}
