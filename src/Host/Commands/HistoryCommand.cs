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
        var from = new Option<DateTimeOffset?>("--from") { Description = "Measured at or after this instant (ISO 8601; without offset, UTC).", CustomParser = ParseInstant };
        var to = new Option<DateTimeOffset?>("--to") { Description = "Measured before this instant.", CustomParser = ParseInstant };
        var csv = new Option<bool>("--csv") { Description = "Comma-separated with a header, for programs." };
        var command = new Command("history", "Raw history of a device.") { device, sensor, metric, from, to, csv };
        command.SetAction(async (parse, cancellationToken) =>
        {
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
                var values = queries.ReadAsync(
                    series, parse.GetValue(from) ?? DateTimeOffset.UnixEpoch, parse.GetValue(to) ?? DateTimeOffset.MaxValue.AddDays(-1), cancellationToken);
                await foreach (var value in values)
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

    private static DateTimeOffset? ParseInstant(System.CommandLine.Parsing.ArgumentResult result)
    {
        if (DateTimeOffset.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
        {
            return instant;
        }

        result.AddError($"'{result.Tokens[0].Value}' is no instant; write for instance 2026-11-21 or 2026-11-21T09:00:00+09:00.");
        return null;
    }
}
