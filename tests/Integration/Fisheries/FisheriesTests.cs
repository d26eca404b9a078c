using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using MiyagiSensing.Domain;
using MiyagiSensing.Integration.Fixtures;
using Xunit;

namespace MiyagiSensing.Integration.Fisheries;

/// <summary>Fisheries on the real platform: two recorded years with their faults, the form, the file and the device.</summary>
public sealed partial class FisheriesTests(PlatformFixture platform) : IntegrationTest(platform), IClassFixture<PlatformFixture>
{
    private static readonly Dictionary<string, string?> NoSettings = [];

    private readonly PlatformFixture _platform = platform;

    [GeneratedRegex("""name="Input.Id" value="([^"]+)""")]
    private static partial Regex FormId { get; }

    [Theory]
    [InlineData("ocean_swmp_drybar_2012/apadbwq.csv", "swmp-drybar", "ishinomakiwan", "buoy-mangokuura", 432)]
    [InlineData("ocean_swmp_catpoint_2013/apacpwq.csv", "swmp-catpoint", "naruse", "buoy-tona", 0)]
    public async Task Every_figure_of_an_oyster_bar_equals_the_one_computed_from_its_file(string file, string map, string district, string station, int impossible)
    {
        var path = Path.Combine(RecordedFolder(), file);
        var bar = new OysterBar(path);
        Assert.Equal(impossible, bar.ImpossibleRows);
        await _platform.ReadyAsync(Cancellation);
        await CommandAsync("import", path, "--map", map, "--create-devices");
        using var officer = await Officer.SignInAsync(_platform, "viewer", Cancellation);
        await Eventually.HoldsAsync(
            "the rollups have the whole file",
            async () => Sensor(await officer.AskAsync($"fisheries/districts/{district}?on={Text(bar.Last)}", Cancellation), station).GetProperty("received").GetInt64() == bar.Received(bar.Last),
            Cancellation);

        foreach (var day in new[] { bar.Last, bar.Last.AddDays(-1), bar.Last.AddDays(-20), bar.Last.AddDays(-55), bar.Last.AddDays(-90), bar.Last.AddDays(-96), bar.Last.AddDays(-98) })
        {
            AssertEqual(bar, await officer.AskAsync($"fisheries/districts/{district}?on={Text(day)}", Cancellation), station, day);
        }

        // Today nothing of it is news: what was known last is told with its age, and the state is not known.
        var now = (await officer.AskAsync($"fisheries/districts/{district}", Cancellation)).GetProperty("species")[0];
        Assert.Equal("not-known", now.GetProperty("state").GetString());
        var reading = now.GetProperty("limits").EnumerateArray().First(limit => limit.GetProperty("station").GetString() == station);
        Assert.Equal(("old", (double)bar.Newest(bar.Last).Celsius!.Value), (reading.GetProperty("unknown").GetString(), reading.GetProperty("value").GetDouble()));
    }

    [Fact]
    public async Task A_form_is_recorded_once_however_often_it_is_sent()
    {
        await _platform.ReadyAsync(Cancellation);
        using var officer = await Officer.SignInAsync(_platform, "fisheries", Cancellation);
        var page = await officer.ReadAsync("fisheries/matsushima?lang=en", Cancellation);
        var fields = Fields(page, ("Note", "早朝 <b>calm</b>"));

        var first = await officer.SendAsync("fisheries/matsushima", page, fields, Cancellation);
        var second = await officer.SendAsync("fisheries/matsushima", page, fields, Cancellation);
        Assert.Equal((HttpStatusCode.Redirect, true), (first.Status, first.Location!.EndsWith("/fisheries/matsushima?saved=stored#logs", StringComparison.Ordinal)));
        Assert.Equal((HttpStatusCode.Redirect, true), (second.Status, second.Location!.EndsWith("/fisheries/matsushima?saved=before#logs", StringComparison.Ordinal)));

        var other = await officer.SendAsync("fisheries/matsushima", page, Fields(page, ("Kilograms", "99")), Cancellation);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.Status);
        Assert.Contains("Something else was recorded from this form already", other.Body, StringComparison.Ordinal);

        var wrong = await officer.SendAsync("fisheries/matsushima", page, Fields(await officer.ReadAsync("fisheries/matsushima", Cancellation), ("Date", "2999-01-01"), ("Kilograms", "many"), ("Vessel", "第三丸")), Cancellation);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Contains("Give a number of kilograms", wrong.Body, StringComparison.Ordinal);
        Assert.Contains("value=\"第三丸\"", wrong.Body, StringComparison.Ordinal);

        await Eventually.HoldsAsync(
            "the entry is on the page", async () => (await officer.ReadAsync("fisheries/matsushima", Cancellation)).Contains("早朝 &lt;b&gt;calm&lt;/b&gt;", StringComparison.Ordinal), Cancellation);
        var log = Assert.Single((await officer.AskAsync("fisheries/districts/matsushima/logs", Cancellation)).EnumerateArray());
        Assert.Equal((FormId.Match(page).Groups[1].Value, $"user:{officer.Name}", 12.5), (log.GetProperty("log").GetString(), log.GetProperty("actor").GetString(), log.GetProperty("record").GetProperty("kilograms").GetDouble()));
    }

    [Fact]
    public async Task Who_lacks_the_role_is_told_so_and_records_nothing()
    {
        await _platform.ReadyAsync(Cancellation);
        using var officer = await Officer.SignInAsync(_platform, "fisheries", Cancellation);
        using var viewer = await Officer.SignInAsync(_platform, "viewer", Cancellation);
        var form = await officer.ReadAsync("fisheries/urato", Cancellation);
        var page = await viewer.ReadAsync("fisheries/urato?lang=en", Cancellation);
        Assert.Contains("people with the role fisheries or admin", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Input.Kilograms", page, StringComparison.Ordinal);

        var answer = await viewer.SendAsync("fisheries/urato", page, Fields(form), Cancellation);

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Contains("people with the role fisheries or admin", answer.Body, StringComparison.Ordinal);
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => CommandAsync("fishery", "log", "submit", "urato", "--species", "oyster", "--work", "harvest", "--by", viewer.Name));
        Assert.Contains("does not have the role fisheries or admin", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(await _platform.EventStore.EventsAsync("fishing_log_submitted", Cancellation), item => item.ToString()!.Contains("urato", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_slip_on_the_command_line_is_refused_in_words_and_a_past_day_is_told_as_it_was()
    {
        await _platform.ReadyAsync(Cancellation);
        var weight = await Assert.ThrowsAsync<InvalidOperationException>(() => CommandAsync("fishery", "log", "submit", "urato", "--species", "oyster", "--work", "harvest", "--kg", "NaN"));
        Assert.Contains("the weight must be a number of kilograms from 0", weight.Message, StringComparison.Ordinal);
        var day = await Assert.ThrowsAsync<InvalidOperationException>(() => CommandAsync("fishery", "show", "naruse", "--on", "2199-01-01"));
        Assert.Contains("--on 2199-01-01 lies in the future", day.Message, StringComparison.Ordinal);

        using var officer = await Officer.SignInAsync(_platform, "viewer", Cancellation);
        var past = (await officer.AskAsync("fisheries/districts?on=2013-07-15", Cancellation)).EnumerateArray().ToDictionary(item => item.GetProperty("district").GetProperty("id").GetString()!);
        foreach (var id in new[] { "naruse", "shizugawa" })
        {
            var report = await officer.AskAsync($"fisheries/districts/{id}?on=2013-07-15", Cancellation);
            Assert.Equal(States(report), States(past[id]));
        }

        var page = await officer.ReadAsync("fisheries?lang=en", Cancellation);
        Assert.Contains(">Shizugawa Bay buoy<", page, StringComparison.Ordinal);
        Assert.DoesNotContain(">buoy-shizugawa<", page, StringComparison.Ordinal);

        static List<(string?, string?)> States(JsonElement district) =>
            [.. district.GetProperty("species").EnumerateArray().Select(species => (species.GetProperty("species").GetString(), species.GetProperty("state").GetString()))];
    }

    [Fact]
    public async Task A_device_and_a_file_hand_in_the_same_entries_twice_and_they_are_stored_once()
    {
        await _platform.ReadyAsync(Cancellation);
        var login = await _platform.AddDeviceAsync("logger-onagawa", "buoy", "buoy-onagawa", Cancellation);
        const string entry = """{"event":"fishing_log","log":"7","date":"2026-03-01","species":"coho","work":"harvest","kg":800}""";
        foreach (var payload in new[] { entry, entry, entry.Replace("coho", "whale", StringComparison.Ordinal) })
        {
            var result = await _platform.Mosquitto.PublishAsync(login, login.Topic("event"), payload, MosquittoClient.Version5, 1, Cancellation);
            Assert.True(result.ExitCode == 0, result.Output);
        }

        var file = Path.Combine(_platform.Platform.DataFolder, "logs.csv");
        await File.WriteAllLinesAsync(file, ["district,date,species,work,kg", "onagawa,2026-03-01,coho,harvest,800", "onagawa,2026-03-01,coho,harvest,800", "onagawa,2026-03-02,scallop,handling,"], Cancellation);
        Assert.Contains("stored 3, stored before 0, refused 0", await CommandAsync("fishery", "log", "import", file), StringComparison.Ordinal);
        Assert.Contains("stored 0, stored before 3, refused 0", await CommandAsync("fishery", "log", "import", file), StringComparison.Ordinal);

        using var officer = await Officer.SignInAsync(_platform, "viewer", Cancellation);
        await Eventually.HoldsAsync(
            "all four are read",
            async () => (await officer.AskAsync("fisheries/districts/onagawa/logs?from=2026-03-01&to=2026-03-31", Cancellation)).GetArrayLength() == 4, Cancellation);
        var dead = await officer.AskAsync("ledger/logger-onagawa", Cancellation);
        Assert.Contains("\"invalid_member\":1", dead.ToString().Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        var csv = await officer.ReadAsync("api/v1/fisheries/districts/onagawa/logs.csv?from=2026-03-01&to=2026-03-31", Cancellation);
        Assert.Contains("onagawa,2026-03-01,coho,harvest,800,,,,logger-onagawa.7,device:logger-onagawa,", csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Initiatives_and_limits_are_kept_by_command_and_the_projection_can_be_rebuilt()
    {
        await _platform.ReadyAsync(Cancellation);
        await CommandAsync("fishery", "initiative", "start", "shizugawa", "logs-2026", "--kind", "fishing-log", "--on", "2026-04-01", "--evidence", "minutes of 20 March");
        await CommandAsync("fishery", "initiative", "pause", "shizugawa", "logs-2026", "--on", "2026-08-01", "--reason", "no time in summer");
        await CommandAsync("fishery", "limit", "set", "scallop", "iwate-death", "--value", "26", "--district", "shizugawa", "--reason", "goes by the advisory of Aomori", "--source", "Aomori");
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => CommandAsync("fishery", "limit", "set", "scallop", "iwate-death", "--value", "260", "--reason", "slip"));
        Assert.Contains("beyond what water_temp can be", refused.Message, StringComparison.Ordinal);

        using var officer = await Officer.SignInAsync(_platform, "viewer", Cancellation);
        await Eventually.HoldsAsync(
            "the change is read",
            async () => (await officer.AskAsync("fisheries/species/scallop/limits?district=shizugawa", Cancellation)).EnumerateArray()
                .Any(limit => limit.GetProperty("catalog").GetProperty("id").GetString() == "iwate-death" && limit.GetProperty("holding").GetProperty("value").GetDouble() == 26),
            Cancellation);
        Assert.Contains("set 26 in shizugawa: goes by the advisory of Aomori (Aomori)", await CommandAsync("fishery", "limit", "show", "scallop", "--district", "shizugawa"), StringComparison.Ordinal);
        Assert.Contains("logs-2026 (fishing-log): paused", await CommandAsync("fishery", "show", "shizugawa"), StringComparison.Ordinal);
        Assert.Contains("paused", (await officer.AskAsync("fisheries/districts/shizugawa/initiatives?on=2026-09-01", Cancellation)).ToString(), StringComparison.Ordinal);
        Assert.Contains("equal", await CommandAsync("projection", "verify", "fisheries"), StringComparison.Ordinal);
        Assert.Contains("fisheries, fishing logs", await CommandAsync("projection", "audit"), StringComparison.Ordinal);
    }

    private static void AssertEqual(OysterBar bar, JsonElement report, string station, DateOnly day)
    {
        var days = bar.Days(day);
        var sensor = Sensor(report, station);
        Assert.Equal((bar.Received(day), 30 * 96 * 3 / 2), (sensor.GetProperty("received").GetInt64(), sensor.GetProperty("expected").GetInt32()));
        var figures = sensor.GetProperty("days").EnumerateArray().ToDictionary(figure => DateOnly.Parse(figure.GetProperty("day").GetString()!, CultureInfo.InvariantCulture));
        Assert.Equal(days.Keys.Where(known => known > day.AddDays(-30)).Order(), figures.Keys.Order());
        foreach (var (known, figure) in figures)
        {
            Assert.Equal((double)(days[known].Sum() / days[known].Count), figure.GetProperty("mean").GetDouble(), 9);
            Assert.Equal(((double)days[known].Min(), (double)days[known].Max(), days[known].Count), (figure.GetProperty("minimum").GetDouble(), figure.GetProperty("maximum").GetDouble(), figure.GetProperty("count").GetInt32()));
        }

        // From 1 January of the file's year.
        var oyster = report.GetProperty("species")[0];
        var year = days.Where(known => known.Key.Year == day.Year).ToList();
        var count = oyster.GetProperty("degreeDays").EnumerateArray().Single(item => item.GetProperty("station").GetString() == station).GetProperty("count");
        Assert.Equal((double)year.Sum(known => Math.Max(0, (known.Value.Sum() / known.Value.Count) - 10)), count.GetProperty("degreeDays").GetDouble(), 6);
        Assert.Equal((year.Count, day.DayOfYear - year.Count), (count.GetProperty("days").GetInt32(), count.GetProperty("missingDays").GetInt32()));
        var sum = 0m;
        var mature = year.OrderBy(known => known.Key).FirstOrDefault(known => (sum += Math.Max(0, (known.Value.Sum() / known.Value.Count) - 10)) >= 600).Key;
        Assert.Equal(mature == default ? null : Text(mature), count.GetProperty("marks")[0].GetProperty("on").GetString());

        var newest = bar.Newest(day);
        foreach (var (limit, value, isAbove) in new[] { ("cold", 10m, false), ("heat-stress", 28m, true), ("heat-death", 30m, true) })
        {
            var stress = oyster.GetProperty("stress").EnumerateArray().Single(item => item.GetProperty("limit").GetProperty("id").GetString() == limit && item.GetProperty("station").GetString() == station);
            Assert.Equal(year.Count(known => isAbove ? known.Value.Max() >= value : known.Value.Min() <= value), stress.GetProperty("days").GetInt32());
            var reading = oyster.GetProperty("limits").EnumerateArray().Single(item => item.GetProperty("limit").GetProperty("id").GetString() == limit && item.GetProperty("station").GetString() == station);
            Assert.Equal((double?)newest.Celsius, reading.GetProperty("value").ValueKind == JsonValueKind.Null ? null : reading.GetProperty("value").GetDouble());
            Assert.Equal(newest.Utc, reading.GetProperty("measuredAt").GetDateTimeOffset().UtcDateTime);
            Assert.Equal(newest.Celsius is < -2 or > 40, reading.TryGetProperty("unknown", out var unknown) && unknown.GetString() == "impossible");
            if (newest.Celsius is { } celsius and >= -2 and <= 40)
            {
                Assert.Equal(isAbove ? celsius >= value : celsius <= value, reading.GetProperty("reached").GetBoolean());
                Assert.Equal((double)(isAbove ? value - celsius : celsius - value), reading.GetProperty("margin").GetDouble(), 9);
                Assert.Equal(isAbove ? bar.ReachedSince(value, day) : null, isAbove && reading.GetProperty("since").ValueKind != JsonValueKind.Null ? reading.GetProperty("since").GetDateTimeOffset().UtcDateTime : null);
            }
        }
    }

    private static JsonElement Sensor(JsonElement report, string station) => report.GetProperty("sensors").EnumerateArray()
        .SingleOrDefault(sensor => sensor.GetProperty("station").GetString() == station && sensor.GetProperty("metric").GetString() == "water_temp") is { ValueKind: JsonValueKind.Object } found
        ? found
        : JsonSerializer.Deserialize<JsonElement>("""{"received":-1}""");

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static Dictionary<string, string> Fields(string page, params IEnumerable<(string Name, string Value)> others)
    {
        var fields = new Dictionary<string, string>
        {
            ["_handler"] = "fishing-log",
            ["Input.Id"] = FormId.Match(page).Groups[1].Value,
            ["Input.Date"] = Text(JapanDay.Of(TimeProvider.System.GetUtcNow())),
            ["Input.Species"] = "oyster",
            ["Input.Work"] = "harvest",
            ["Input.Kilograms"] = "12.5",
        };
        foreach (var (name, value) in others)
        {
            fields[$"Input.{name}"] = value;
        }

        return fields;
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
