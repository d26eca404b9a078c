using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using MiyagiSensing.Host.Configuration;
using MiyagiSensing.Projections.Ledger;

namespace MiyagiSensing.Host.Commands;

/// <summary><c>ledger DEVICE [--day D] [--json]</c>: what a device sent, what became of it, and what is missing.</summary>
internal static class LedgerCommand
{
    private const int Days = 14;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };
    private static readonly TimeSpan Japan = TimeSpan.FromHours(9);

    public static Command Build()
    {
        var device = new Argument<string>("device") { Description = "Device id; see device list." };
        var day = new Option<string?>("--day") { Description = "One day in Japan, midnight to midnight JST, such as 2026-11-21: what arrived on it, and the gaps of what was measured on it. Without it: the newest days." };
        var json = new Option<bool>("--json") { Description = "As JSON, the same as /api/v1/ledger/DEVICE." };
        var command = new Command("ledger", "What a device sent by day, and what became of it; the numbers add up exactly.") { device, day, json };
        command.SetAction(async (parse, cancellationToken) =>
        {
            await using var session = StoreSession.Open();
            var ledger = session.Get<ILedgerQueries>();
            var id = parse.GetRequiredValue(device);
            if (!await ledger.KnowsAsync(id, cancellationToken))
            {
                throw new SettingsException($"There is no device '{id}'; see device list.");
            }

            var one = DayOf(parse.GetValue(day));
            var days = one is { } wanted ? [await ledger.ReadAsync(id, wanted, cancellationToken)] : await ledger.ListAsync(id, Days, cancellationToken);
            var expected = one is { } judged ? await ledger.GapsAsync(id, judged, cancellationToken) : null;
            Console.WriteLine(parse.GetValue(json) ? JsonSerializer.Serialize(new { device = id, days, expected }, Json) : ToText(id, days, expected));
        });
        return command;
    }

    private static DateOnly? DayOf(string? text) => text is null
        ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 1970 and <= 2200
            ? day
            : throw new SettingsException($"'{text}' is not a day; write a day in Japan, such as 2026-11-21.");

    private static string ToText(string device, IReadOnlyList<LedgerDay> days, IReadOnlyList<SeriesGaps>? expected)
    {
        List<string> lines = [$"{device}, readings by the day of their arrival in Japan", "day          received =   stored + duplicate + quarantined + dead letters"];
        foreach (var day in days)
        {
            var (quarantined, dead) = (day.Quarantined.Values.Sum(), day.DeadLettered.Values.Sum());
            lines.Add(string.Create(
                CultureInfo.InvariantCulture, $"{day.Day:yyyy-MM-dd} {day.Received,10} = {day.Stored,8} + {day.Duplicate,9} + {quarantined,11} + {dead,12}"));
            lines.AddRange(day.Quarantined.Select(reason => $"  quarantined, {reason.Key}: {reason.Value}"));
            lines.AddRange(day.DeadLettered.Select(reason => $"  dead letters, {reason.Key}: {reason.Value}"));
            if (day.Unaccounted != 0)
            {
                lines.Add($"  DOES NOT ADD UP: {day.Unaccounted} readings are unaccounted for; this is a fault of the platform");
            }
        }

        if (days.Count == 0)
        {
            lines.Add("nothing arrived yet");
        }

        foreach (var series in expected ?? [])
        {
            lines.Add($"{series.Sensor} {series.Metric}, expected every {series.ExpectedInterval}: {series.Readings} readings measured on the day, {series.Missing} missing");
            lines.AddRange(series.Gaps.Select(gap => string.Create(
                CultureInfo.InvariantCulture, $"  gap {gap.From.ToOffset(Japan):HH:mm:ss} to {gap.To.ToOffset(Japan):HH:mm:ss} JST, {gap.Missing} missing")));
        }

        if (expected is { Count: 0 })
        {
            lines.Add("no gaps are claimed: nothing was measured yet, or the station reports by event");
        }

        return string.Join(Environment.NewLine, lines);
    }
}
