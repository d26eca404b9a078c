using System.Globalization;
using System.Text.Json;
using MiyagiSensing.Integration.Fixtures;
using MiyagiSensing.Integration.TimeSeries;
using Xunit;

namespace MiyagiSensing.Integration.Domains;

/// <summary>What docs/adding-a-domain.md says: a fifth domain is catalog data alone.</summary>
public sealed class AddingADomainTests(FifthDomainFixture platform) : IntegrationTest(platform), IClassFixture<FifthDomainFixture>
{
    private readonly FifthDomainFixture _platform = platform;

    [Fact]
    public async Task Snow_depth_has_values_history_alerts_points_and_a_page()
    {
        var login = await _platform.AddDeviceAsync("snow-naruko-1", "snow", "snow-naruko", Cancellation);
        using var viewer = await Viewer.SignInAsync(_platform, Cancellation);
        var now = DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().AddMinutes(-30).ToUnixTimeMilliseconds());
        var instants = new[] { now, now.AddMinutes(1), now.AddMinutes(2), now.AddMinutes(3) };

        await PublishAsync(login, instants[0], 40);
        await PublishAsync(login, instants[1], 72);
        var raised = await AlertAsync(viewer, alert => alert.GetProperty("clearedAt").ValueKind == JsonValueKind.Null);
        Assert.Equal(("大雪", "除雪準備", 2, 72.0), (Text(raised, "ruleName"), Text(raised, "level"), raised.GetProperty("severity").GetInt32(), raised.GetProperty("value").GetDouble()));

        // Within the hysteresis of 5 cm the alert stays.
        await PublishAsync(login, instants[2], 57);
        await PublishAsync(login, instants[3], 54);
        var cleared = await AlertAsync(viewer, alert => alert.GetProperty("clearedAt").ValueKind == JsonValueKind.String);
        Assert.Equal((raised.GetProperty("id").GetString(), instants[3]), (cleared.GetProperty("id").GetString(), cleared.GetProperty("clearedAt").GetDateTimeOffset()));

        await Eventually.HoldsAsync("the newest value is shown", async () => (await ReadAsync(viewer, "stations/snow-naruko")).GetProperty("latest").EnumerateArray().Any(latest => latest.GetProperty("value").GetDouble() == 54), Cancellation);
        await Eventually.HoldsAsync("the rollup has all four", async () => Rollup(await ReadAsync(viewer, "stations/snow-naruko/rollups?metric=snow_depth&period=fiscalYear")) == (4, 40, 72, 223), Cancellation);
        var history = await ReadAsync(viewer, "history/snow-naruko-1/main/snow_depth");
        Assert.Equal(instants, history.GetProperty("readings").EnumerateArray().Select(reading => reading.GetProperty("measuredAt").GetDateTimeOffset()));
        await Eventually.HoldsAsync(
            "the points are in InfluxDB",
            async () => (await _platform.TimeSeries.ValuesAsync("snow", "snow-naruko-1", "snow_depth", Cancellation)).SequenceEqual(instants.Zip([40.0, 72, 57, 54], (at, depth) => (at.ToUnixTimeMilliseconds(), depth))),
            Cancellation);

        var page = await viewer.TextAsync("stations/snow-naruko", Cancellation);
        string[] onPage = ["鳴子積雪計", "積雪深", "道路積雪計", "大崎市", "除雪準備", "snow-naruko-1"];
        Assert.All(onPage, text => Assert.Contains(text, page, StringComparison.Ordinal));
        var overview = await viewer.TextAsync("?domain=snow", Cancellation);
        string[] onOverview = ["積雪", "鳴子積雪計", "七ヶ宿積雪計"];
        Assert.All(onOverview, text => Assert.Contains(text, overview, StringComparison.Ordinal));
    }

    [Fact]
    public async Task History_of_the_new_domain_is_imported_by_its_mapping()
    {
        var file = Path.Combine(_platform.Platform.DataFolder, "snow.csv");
        await File.WriteAllTextAsync(file, DocumentedDomain.Files()["snow.csv"], Cancellation);

        var report = await _platform.Platform.CommandAsync(["import", file, "--map", "snow-hourly", "--create-devices"], new Dictionary<string, string?>(), Cancellation);

        Assert.Contains("stored 3, duplicate 0, set aside 0", report, StringComparison.Ordinal);
        using var viewer = await Viewer.SignInAsync(_platform, Cancellation);
        await Eventually.HoldsAsync(
            "the imported year is rolled up",
            async () => Rollup(await ReadAsync(viewer, "stations/snow-shichikashuku/rollups?metric=snow_depth&period=day&from=2026-01-14T15:00:00Z&to=2026-01-15T15:00:00Z")) == (2, 31, 34, 65),
            Cancellation);
    }

    private static (int Count, double Minimum, double Maximum, double Sum)? Rollup(JsonElement answer) => answer.GetProperty("series").EnumerateArray()
        .SelectMany(series => series.GetProperty("rollups").EnumerateArray())
        .Where(rollup => rollup.GetProperty("count").GetInt32() > 0)
        .Select(rollup => ((int, double, double, double)?)(
            rollup.GetProperty("count").GetInt32(), rollup.GetProperty("minimum").GetDouble(), rollup.GetProperty("maximum").GetDouble(), rollup.GetProperty("sum").GetDouble()))
        .SingleOrDefault();

    private static async Task<JsonElement> AlertAsync(Viewer viewer, Func<JsonElement, bool> isWanted)
    {
        JsonElement? found = null;
        await Eventually.HoldsAsync(
            "the alert is as expected",
            async () => (found = (await ReadAsync(viewer, "alerts?station=snow-naruko")).EnumerateArray().Where(isWanted).Select(alert => (JsonElement?)alert).SingleOrDefault()) is not null,
            Cancellation);
        return found!.Value;
    }

    private static async Task<JsonElement> ReadAsync(Viewer viewer, string path) => JsonSerializer.Deserialize<JsonElement>(await viewer.TextAsync($"api/v1/{path}", Cancellation));

    private static string Text(JsonElement item, string name) => item.GetProperty(name).GetProperty("ja").GetString()!;

    private Task PublishAsync(DeviceLogin login, DateTimeOffset at, double depth) => _platform.PublishAsync(
        login, string.Create(CultureInfo.InvariantCulture, $$"""{"ts":{{at.ToUnixTimeMilliseconds()}},"m":{"snow_depth":{{depth}} } }"""), Cancellation);
}
