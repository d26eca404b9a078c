using System.Globalization;
using System.Text.Json;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Integration.Fixtures;
using Xunit;

namespace MiyagiSensing.Integration.Rtk;

/// <summary>One pseudonymous user's year, with every figure worked out by hand.</summary>
public sealed class UserYearTests(PlatformFixture platform) : IntegrationTest(platform), IClassFixture<PlatformFixture>
{
    private const string User = "rtk-00112233445566778899";
    private const string Base = "base-year";

    private static readonly Dictionary<string, string?> NoSettings = [];

    private readonly PlatformFixture _platform = platform;

    [Fact]
    public async Task A_year_from_may_to_april()
    {
        await using var store = new RtkStore(_platform.PostgresConnectionString);
        await _platform.AddDeviceAsync(Base, "rtk", "rtk-tome", Cancellation);

        await store.AppendAsync(Cancellation, ($"device:{Base}", new DeviceMounted { Device = Base, Station = "rtk-tome", From = Japan("2025-04-01 00:00") }));

        // May: two and a half hours, the fix is lost once, three megabytes.
        await store.AppendAsync(
            Cancellation,
            Start("may", "2025-05-10 09:00"), Update("may", "2025-05-10 09:10", fix: 4, bytes: 1_000_000, age: 1), Update("may", "2025-05-10 10:10", fix: 5, bytes: 2_000_000, age: 2),
            Update("may", "2025-05-10 11:00", fix: 4, bytes: 2_500_000, age: 3), End("may", "2025-05-10 11:30", bytes: 3_000_000));
        // August: over midnight, told in the wrong order. October: never ended.
        await store.AppendAsync(Cancellation, End("august", "2025-08-02 01:15", bytes: 600_000), Start("august", "2025-08-01 22:30"));
        await store.AppendAsync(Cancellation, Start("october", "2025-10-05 08:00"), Update("october", "2025-10-05 08:40", fix: 4, bytes: 500_000, age: 1));
        // In January the device moves to Osaki; what it tells then belongs there, also over the turn of the fiscal year.
        await store.AppendAsync(
            Cancellation,
            ($"device:{Base}", new DeviceMounted { Device = Base, Station = "rtk-osaki", From = Japan("2026-01-15 00:00") }),
            Start("february", "2026-02-01 10:00"), End("february", "2026-02-01 12:00"),
            Start("march", "2026-03-31 23:15"), Update("march", "2026-04-01 00:10", fix: 4, bytes: 900_000, age: 2), End("march", "2026-04-01 00:45"));
        await store.BecomesAsync($"select state from miyagi.rtk_sessions where device = '{Base}' order by start", Cancellation, "ended", "ended", "open", "ended", "ended");

        // Half an hour of our own clock passes, in which we listen and nothing comes: closed, with its 40 minutes.
        var now = TimeProvider.System.GetUtcNow();
        await store.AppendAsync(Cancellation, ("platform", new TimeAdvanced { At = now.AddMinutes(31) }));
        await store.BecomesAsync(
            $"select data ->> 'session', data ->> 'lastHeard' from miyagi.mt_events where type = 'session_timed_out' and data ->> 'device' = '{Base}'", Cancellation, "october|2025-10-04T23:40:00+00:00");
        await store.BecomesAsync(October, Cancellation, "timed_out|2400000");
        // A buffered update arrives: it is open again with ten minutes more, and silent again.
        await store.AppendAsync(Cancellation, Update("october", "2025-10-05 08:50", fix: 5, bytes: 600_000, age: 3));
        await store.BecomesAsync(October, Cancellation, "open|3000000");
        await store.AppendAsync(Cancellation, ("platform", new TimeAdvanced { At = now.AddMinutes(64) }));
        await store.BecomesAsync(October, Cancellation, "timed_out|3000000");

        // R7: 150 + 165 + 50 + 120 + 45 minutes = 530; R8: 45. Epochs: 3 + 2 in R7 (3 fixed), 1 in R8.
        await store.ProjectedAsync(Cancellation);
        Assert.Equal(
            ["令和7年度||1|5|8.8333|4200000|3/5|2.0|3|1", "令和8年度||1|1|0.7500|900000|1/1|2.0|2|0"],
            await UsageAsync("fiscalYear", "2025-04-01", "2026-10-31"));
        Assert.Equal(
            ["令和7年度|rtk-osaki|1|2|2.7500|0|0/0|-|-|0", "令和7年度|rtk-tome|1|3|6.0833|4200000|3/5|2.0|3|1", "令和8年度|rtk-osaki|1|1|0.7500|900000|1/1|2.0|2|0"],
            await UsageAsync("fiscalYear", "2025-04-01", "2026-10-31", "--by", "station"));
        Assert.Equal(
            ["2025年8月1日||1|1|1.5000|0|0/0|-|-|0", "2025年8月2日||1|1|1.2500|600000|0/0|-|-|0"], await UsageAsync("day", "2025-08-01", "2025-08-02"));
        Assert.Equal(
            ["2025年5月10日9時||1|1|1.0000|1000000|1/1|1.0|1|0", "2025年5月10日10時||1|1|1.0000|1000000|0/1|2.0|2|0", "2025年5月10日11時||1|1|0.5000|1000000|1/1|3.0|3|1"],
            await UsageAsync("hour", "2025-05-10", "2025-05-10"));
        Assert.Equal(
            ["2025年5月上旬||1|1|2.5000|3000000|2/3|2.0|3|1"], await UsageAsync("tenday", "2025-05-01", "2025-05-31"));

        // Rebuilt from the journal alone, it is the same; and the journal's own count agrees.
        Assert.EndsWith("equal", (await CommandAsync("projection", "verify", "rtk-usage")).TrimEnd(), StringComparison.Ordinal);
        Assert.DoesNotContain("differs", await CommandAsync("projection", "audit"), StringComparison.Ordinal);
        await _platform.KillAsync();
        await _platform.Platform.StartAsync(Cancellation);
        await store.AppendAsync(Cancellation, Update("october", "2025-10-05 09:00"));
        await store.BecomesAsync(October, Cancellation, "open|3600000");
        Assert.Equal(2, (await _platform.EventStore.EventsAsync("session_timed_out", Cancellation)).Count);
    }

    private static string October => $"select state, (select sum(milliseconds) from miyagi.rtk_session_hours where session = s.session) from miyagi.rtk_sessions s where session = 'october'";

    private static DateTimeOffset Japan(string text) => DateTimeOffset.Parse(text + "+09:00", CultureInfo.InvariantCulture).ToUniversalTime();

    private static string StreamOf(string session) => $"rtk-session:{Base}.{session}";

    private static (string Stream, IDomainEvent Data) Start(string session, string at) => (StreamOf(session), new SessionStarted { Session = session, Device = Base, User = User, At = Japan(at) });

    private static (string Stream, IDomainEvent Data) Update(string session, string at, int? fix = null, long? bytes = null, double? age = null) =>
        (StreamOf(session), new SessionProgressed { Session = session, Device = Base, At = Japan(at), Fix = fix, Bytes = bytes, AgeSeconds = age, Municipality = "04212" });

    private static (string Stream, IDomainEvent Data) End(string session, string at, long? bytes = null) =>
        (StreamOf(session), new SessionEnded { Session = session, Device = Base, At = Japan(at), Bytes = bytes });

    private async Task<IEnumerable<string>> UsageAsync(string period, string from, string to, params string[] more)
    {
        using var json = JsonDocument.Parse(await CommandAsync(["rtk", "usage", "--period", period, "--from", from, "--to", to, "--json", .. more]));
        return [.. json.RootElement.EnumerateArray().Select(row => string.Create(
            CultureInfo.InvariantCulture,
            $"{row.GetProperty("name").GetProperty("ja").GetString()}|{Text(row, "group")}|{row.GetProperty("users")}|{row.GetProperty("sessions")}|{row.GetProperty("hours").GetDouble():0.0000}|{row.GetProperty("bytes")}|{row.GetProperty("fixed")}/{row.GetProperty("epochs")}|{Number(row, "ageMean", "0.0")}|{Number(row, "ageMax", "0")}|{row.GetProperty("dropOuts")}"))];

        static string Text(JsonElement row, string name) => row.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
        static string Number(JsonElement row, string name, string format) =>
            row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble().ToString(format, CultureInfo.InvariantCulture) : "-";
    }

    private Task<string> CommandAsync(params string[] arguments) => _platform.Platform.CommandAsync(arguments, NoSettings, Cancellation);
}
