using System.Globalization;
using System.Text.Json;
using MiyagiSensing.Integration.Fixtures;
using Xunit;

namespace MiyagiSensing.Integration.Rtk;

/// <summary>Recorded logs of rovers, and a caster's log, into the real platform; figures are compared with those of the file, counted here by other means.</summary>
public sealed class RtkLogImportTests(PlatformFixture platform) : IntegrationTest(platform), IClassFixture<PlatformFixture>
{
    private static readonly Dictionary<string, string?> NoSettings = [];

    private readonly PlatformFixture _platform = platform;

    [Theory]
    [InlineData("nmea3.txt", "2026-05-20", "2026-05-20T13:07:49Z", "2026-05-20T13:38:36Z")]
    [InlineData("nmea2.txt", "2005-03-31", "2005-03-31T09:34:51Z", "2005-03-31T10:06:53Z")]
    public async Task A_recorded_log_gives_the_figures_of_its_lines_however_often_it_is_imported(string name, string day, string first, string last)
    {
        await using var store = new RtkStore(_platform.PostgresConnectionString);
        var file = Path.Combine(RecordedFolder(), "gnss_rtk_nmea_cc0", name);
        var device = name[..5] + "-rover";
        await _platform.AddDeviceAsync(device, "rtk", "rtk-sendai", Cancellation);
        var epochs = File.ReadLines(file).Where(line => line.Contains("GGA,", StringComparison.Ordinal)).Distinct().Select(line => line.Split('*')[0].Split(',')).ToList();
        var ages = epochs.Where(fields => fields[13].Length > 0).Select(fields => double.Parse(fields[13], CultureInfo.InvariantCulture)).ToList();

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => CommandAsync("rtk", "import", file, "--device", device));
        Assert.Contains("--day", refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"with {epochs.Count:N0} epochs; 0 events were stored already; refused 0 lines", await CommandAsync("rtk", "import", file, "--device", device, "--day", day), StringComparison.Ordinal);
        Assert.StartsWith("stored 0 events with 0 epochs", await CommandAsync("rtk", "import", file, "--device", device, "--day", day), StringComparison.Ordinal);
        await store.ProjectedAsync(Cancellation);

        using var json = JsonDocument.Parse(await CommandAsync("rtk", "sessions", "--from", day, "--to", day, "--json"));
        var session = Assert.Single(json.RootElement.EnumerateArray(), row => row.GetProperty("device").GetString() == device);
        Assert.Equal(Enumerable.Range(0, 9).Select(quality => epochs.Count(fields => fields[6] == $"{quality}")), session.GetProperty("qualities").EnumerateArray().Select(count => count.GetInt32()));
        Assert.Equal(epochs.Count(fields => fields[6] == "4") / (double)epochs.Count, session.GetProperty("fixedShare").GetDouble());
        Assert.Equal(DropOuts(string.Concat(epochs.Select(fields => fields[6]))), session.GetProperty("dropOuts").GetInt32());
        Assert.Equal((DateTimeOffset.Parse(first, CultureInfo.InvariantCulture), DateTimeOffset.Parse(last, CultureInfo.InvariantCulture)), (session.GetProperty("from").GetDateTimeOffset(), session.GetProperty("lastHeard").GetDateTimeOffset()));
        Assert.Equal((ages.Count == 0, "open", "rtk-sendai"), (session.GetProperty("ageMean").ValueKind == JsonValueKind.Null, session.GetProperty("state").GetString(), session.GetProperty("station").GetString()));
        if (ages.Count > 0)
        {
            Assert.Equal(ages.Average(), session.GetProperty("ageMean").GetDouble(), 9);
            Assert.Equal(ages.Max(), session.GetProperty("ageMax").GetDouble());
            // Lost at 13:16:31, 13:21:23, 13:25:58, 13:26:03 and 13:38:06.
            Assert.Equal((1_825, 1_848, 5, 21.0), (session.GetProperty("qualities")[4].GetInt32(), epochs.Count, session.GetProperty("dropOuts").GetInt32(), session.GetProperty("ageMax").GetDouble()));
        }
    }

    [Fact]
    public async Task A_log_that_comes_live_in_messages_gives_the_same_figures_as_its_lines()
    {
        await using var store = new RtkStore(_platform.PostgresConnectionString);
        var login = await _platform.AddDeviceAsync("live-rover", "rtk", "rtk-sendai", Cancellation);
        var now = TimeProvider.System.GetUtcNow();
        var begin = new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero).AddMinutes(-8);
        var qualities = string.Concat(Enumerable.Repeat("114444554444", 40));
        foreach (var part in Enumerable.Range(0, qualities.Length).Chunk(70))
        {
            var text = string.Join('\n', part.Select(second => Gga(begin.AddSeconds(second), qualities[second])));
            var result = await _platform.Mosquitto.PublishAsync(login, login.Topic("event"), text, MosquittoClient.Version311, 1, Cancellation);
            Assert.True(result.ExitCode == 0, result.Output);
        }

        // A message that tells of nothing is acknowledged, too.
        Assert.Equal(0, (await _platform.Mosquitto.PublishAsync(login, login.Topic("event"), "$GNGSA,A,3*00", MosquittoClient.Version311, 1, Cancellation)).ExitCode);
        await store.ProjectedAsync(Cancellation);
        await store.BecomesAsync(
            "select sum(epochs), sum(fixed), sum(drop_outs), sum(milliseconds) from miyagi.rtk_session_hours where device = 'live-rover'", Cancellation,
            $"{qualities.Length}|{qualities.Count(quality => quality == '4')}|{DropOuts(qualities)}|{(qualities.Length - 1) * 1000}");
    }

    [Fact]
    public async Task A_casters_log_gives_its_sessions_with_users_as_pseudonyms()
    {
        await using var store = new RtkStore(_platform.PostgresConnectionString);
        await _platform.AddDeviceAsync("caster-1", "rtk", "rtk-tome", Cancellation);
        var file = Path.Combine(_platform.Platform.DataFolder, "caster.log");
        await File.WriteAllLinesAsync(
            file,
            [
                "[20/May/2026:08:59:58] NtripCaster Version 0.1.5 Starting..",
                "[20/May/2026:09:00:00] [3:Connection Handler] Accepted client 1 [field-one] from [203.0.113.9] on mountpoint [/TOME]. 1 clients connected",
                "[20/May/2026:09:10:00] [3:Connection Handler] Accepted client 2 [(null)] from [203.0.113.10] on mountpoint [/TOME]. 2 clients connected",
                "[20/May/2026:10:30:00] [2:Source Thread] Kicking client 1 [field-one] [203.0.113.9] [Stream ended] [listener], connected for 1 hours, 30 minutes, 5000000 bytes transfered. 1 clients connected",
                "[20/May/2026:10:40:00] [2:Source Thread] Kicking client 7 [field-two] [203.0.113.7] [Client signed off] [listener], connected for 2 days, 1 hours, 0 minutes, 90 bytes transfered. 1 clients connected",
                "[20/May/2026:10:40:10] [2:Source Thread] Kicking client broken [field-two] [203.0.113.7]",
                "[20/May/2026:11:00:00] NtripCaster Version 0.1.5 Starting..",
                "[20/May/2026:11:00:10] [3:Connection Handler] Accepted client 1 [field-two] from [203.0.113.7] on mountpoint [/TOME]. 1 clients connected",
            ],
            Cancellation);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => CommandAsync("rtk", "import", file, "--device", "caster-1"));
        Assert.Contains("stored 7 events with 0 epochs; 0 events were stored already; refused 1 lines", refused.Message, StringComparison.Ordinal);
        Assert.Contains("line 6: a line of a caster's log is no line", refused.Message, StringComparison.Ordinal);
        await store.ProjectedAsync(Cancellation);

        Assert.Equal(
            ["c7|True|2026-05-18 00:40|2026-05-20 01:40|ended|Client signed off|90", "c1|True|2026-05-20 00:00|2026-05-20 01:30|ended|Stream ended|5000000", "c2|False|2026-05-20 00:10|2026-05-20 00:10|open||", "c1|True|2026-05-20 02:00|2026-05-20 02:00|open||"],
            await store.RowsAsync(
                "select session, user_id is not null, to_char(start at time zone 'UTC', 'YYYY-MM-DD HH24:MI'), to_char(last_heard at time zone 'UTC', 'YYYY-MM-DD HH24:MI'), state, reason, bytes from miyagi.rtk_sessions where device = 'caster-1' order by start",
                Cancellation));
        Assert.Equal(["2"], await store.RowsAsync("select count(distinct user_id) from miyagi.rtk_sessions where device = 'caster-1'", Cancellation));
    }

    /// <summary>By a regular expression over all qualities in a row: fixed, then others, then fixed.</summary>
    private static int DropOuts(string qualities) => System.Text.RegularExpressions.Regex.Count(qualities, "(?<=4)[^4]+(?=4)");

    private static string Gga(DateTimeOffset at, char quality)
    {
        var body = $"GNGGA,{at:HHmmss}.00,3817.00,N,14053.00,E,{quality},12,0.68,193.953,M,39.429,M,1.0,0207";
        return $"${body}*{body.Aggregate(0, (sum, letter) => sum ^ letter):X2}";
    }

    private static string RecordedFolder()
    {
        var folder = Path.GetFullPath(Path.Combine(HostPrograms.Catalog, "..", "..", "shared", "data"));
        if (!Directory.Exists(folder))
        {
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", "The recorded data sets (../shared/data) are missing, and this is CI.");
            Assert.Skip("The recorded data sets (../shared/data beside the project) are not here.");
        }

        return folder;
    }

    private Task<string> CommandAsync(params string[] arguments) => _platform.Platform.CommandAsync(arguments, NoSettings, Cancellation);
}
