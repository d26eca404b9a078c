using System.CommandLine;
using System.Globalization;
using MiyagiSensing.Host.Configuration;
using MiyagiSensing.Projections.SeriesHistory;

namespace MiyagiSensing.Host.Commands;

/// <summary><c>history</c>: a device's raw readings with both clocks, oldest first within a series, up to the last committed one.</summary>
internal static class HistoryCommand
{
    private const string Instant = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static Command Build()
    {
        var device = new Argument<string>("device") { Description = "Device id." };
        var sensor = new Option<string?>("--sensor") { Description = "Only this sensor." };
        var metric = new Option<string?>("--metric") { Description = "Only this metric." };
        var from = new Option<string?>("--from") { Description = $"Measured on or after: {CommandInstant.Rule}." };
        var to = new Option<string?>("--to") { Description = "Measured before this instant, or up to the end of this day in Japan." };
        var csv = new Option<bool>("--csv") { Description = "Comma-separated with a header, for programs." };
        var command = new Command("history", "Raw history of a device.") { device, sensor, metric, from, to, csv };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var (begin, end) = CommandInstant.Range(parse.GetValue(from), parse.GetValue(to));
            await using var session = StoreSession.Open();
            var queries = session.Get<ISeriesHistoryQueries>();
            var name = parse.GetRequiredValue(device);
            var listed = await queries.ListAsync(name, cancellationToken);
            var chosen = listed.Where(series => (parse.GetValue(sensor) ?? series.Sensor) == series.Sensor && (parse.GetValue(metric) ?? series.Metric) == series.Metric).ToList();
            if (chosen.Count == 0)
            {
                throw new SettingsException(listed.Count == 0
                    ? $"Nothing is stored from a device '{name}'."
                    : $"'{name}' has no such series; it has {string.Join(", ", listed.Select(series => $"{series.Sensor}/{series.Metric}"))}.");
            }

            var separator = parse.GetValue(csv) ? "," : "  ";
            await using var output = new StreamWriter(Console.OpenStandardOutput());
            await output.WriteLineAsync(string.Join(separator, "sensor", "metric", "measured_at", "received_at", "value", "position"));
            foreach (var series in chosen)
            {
                await foreach (var value in queries.ReadAsync(series, begin, end, cancellationToken))
                {
                    await output.WriteLineAsync(Line(series, value, separator));
                }
            }
        });
        return command;
    }

    private static string Line(SeriesId series, HistoricValue value, string separator) => string.Join(
        separator,
        series.Sensor,
        series.Metric,
        value.MeasuredAt.ToString(Instant, CultureInfo.InvariantCulture),
        value.ReceivedAt.ToString(Instant, CultureInfo.InvariantCulture),
        double.IsNaN(value.Value) ? "missing" : value.Value.ToString("R", CultureInfo.InvariantCulture),
        value.Position.ToString(CultureInfo.InvariantCulture));
}
