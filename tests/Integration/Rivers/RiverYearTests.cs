using System.Globalization;
using System.Text.Json;
using MiyagiSensing.Integration.Fixtures;
using MiyagiSensing.Integration.TimeSeries;
using Npgsql;
using Xunit;

namespace MiyagiSensing.Integration.Rivers;

/// <summary>The recorded year of 121 gauges in the real platform; every figure of the read models against one reckoned straight from the file.</summary>
public sealed class RiverYearTests(PlatformFixture platform) : IntegrationTest(platform), IClassFixture<PlatformFixture>
{
    private static readonly Dictionary<string, string?> NoSettings = [];

    private readonly PlatformFixture _platform = platform;

    [Fact]
    public async Task Every_figure_equals_the_files()
    {
        var year = await RiverYear.ReadAsync(Cancellation);
        var report = await _platform.Platform.CommandAsync(["import", year.File, "--map", "river-kiki", "--create-devices"], NoSettings, Cancellation);
        Assert.Contains($"stored {year.Gauges.Values.Sum(levels => levels.Count):N0}, duplicate {year.Lines - year.Gauges.Values.Sum(levels => levels.Count):N0}, set aside 0", report, StringComparison.Ordinal);
        await ProjectedAsync();
        using var viewer = await Viewer.SignInAsync(_platform, Cancellation);

        await LatestValuesAsync(viewer, year);
        await RollupsAsync(viewer, year);
        await CoursesAsync(viewer, year);
        await HoursAsync(viewer, year);
        await StatesAsync(viewer, year);
        await RisingNowAsync(viewer);
        Assert.EndsWith("equal", (await _platform.Platform.CommandAsync(["projection", "verify", "rivers"], NoSettings, Cancellation)).TrimEnd(), StringComparison.Ordinal);
        Assert.DoesNotContain("differs", await _platform.Platform.CommandAsync(["projection", "audit"], NoSettings, Cancellation), StringComparison.Ordinal);
    }

    private static async Task LatestValuesAsync(Viewer viewer, RiverYear year)
    {
        var stations = (await ReadAsync(viewer, "stations?domain=river")).EnumerateArray().ToDictionary(station => station.GetProperty("station").GetProperty("id").GetString()!);
        foreach (var (code, levels) in year.Gauges)
        {
            var latest = Assert.Single(stations[$"river-{code}"].GetProperty("latest").EnumerateArray());
            Assert.Equal((levels[^1].Metres, levels[^1].At), (latest.GetProperty("value").GetDecimal(), latest.GetProperty("measuredAt").GetDateTimeOffset()));
        }

        Assert.Equal(121, year.Gauges.Count);
    }

    private static async Task RollupsAsync(Viewer viewer, RiverYear year)
    {
        foreach (var (code, levels) in year.Gauges)
        {
            foreach (var period in new[] { "hour", "day", "tenday", "month", "fiscalYear" })
            {
                var answer = await ReadAsync(viewer, $"stations/river-{code}/rollups?metric=stage&period={period}&from={Text(levels[0].At)}&to={Text(levels[^1].At.AddMinutes(1))}");
                var rollups = Assert.Single(answer.GetProperty("series").EnumerateArray()).GetProperty("rollups").EnumerateArray().ToList();
                var expected = RiverYear.Periods(levels, period);
                Assert.Equal(levels.Count, rollups.Sum(rollup => rollup.GetProperty("count").GetInt32()));
                Assert.Equal(expected.Count, rollups.Count(rollup => rollup.GetProperty("count").GetInt32() > 0));
                foreach (var rollup in rollups)
                {
                    var own = expected[rollup.GetProperty("from").GetDateTimeOffset()].Select(level => level.Metres).ToList();
                    Assert.Equal(own.Count, rollup.GetProperty("count").GetInt32());
                    Assert.Equal(own.Count == 0 ? null : own.Min(), Number(rollup, "minimum"));
                    Assert.Equal(own.Count == 0 ? null : own.Max(), Number(rollup, "maximum"));
                    Assert.Equal(own.Count == 0 ? null : own.Sum(), Number(rollup, "sum"));
                    Assert.Equal(own.Count == 0 ? double.NaN : (double)(own.Sum() / own.Count), rollup.GetProperty("mean") is { ValueKind: JsonValueKind.Number } mean ? mean.GetDouble() : double.NaN, 12);

                    // Nothing is expected of a gauge that may be silent.
                    Assert.Equal((0, JsonValueKind.Null, JsonValueKind.Null), (rollup.GetProperty("missing").GetInt32(), rollup.GetProperty("expected").ValueKind, rollup.GetProperty("completeness").ValueKind));
                }
            }
        }
    }

    private static async Task CoursesAsync(Viewer viewer, RiverYear year)
    {
        foreach (var (code, levels) in year.Gauges)
        {
            var course = Assert.Single((await ReadAsync(viewer, $"rivers/river-{code}/hydrograph?from=2025-09-01T00:00:00Z&to=2026-09-01T00:00:00Z")).EnumerateArray());
            var points = course.GetProperty("points").EnumerateArray().ToList();
            Assert.Equal(levels.Select(level => (level.At, level.Metres)), points.Select(point => (point.GetProperty("measuredAt").GetDateTimeOffset(), point.GetProperty("level").GetDecimal())));
            for (var i = 0; i < levels.Count; i++)
            {
                var (expected, found) = (RiverYear.RateAt(levels[Math.Max(0, i - 20)..(i + 1)], Math.Min(i, 20)), points[i].GetProperty("ratePerHour"));
                Assert.Equal(expected is null, found.ValueKind == JsonValueKind.Null);
                Assert.True(expected is null || Math.Abs(expected.Value - found.GetDouble()) < 1e-7, $"{code} at {levels[i].Japan:s}: {found} instead of {expected}");
            }

            Assert.Equal(year.ExceedancesOf(code), course.GetProperty("exceedances").EnumerateArray().Select(stretch => RiverYear.Line(
                stretch.GetProperty("limit").GetString()!, Instant(stretch, "from"), Instant(stretch, "last"), stretch.GetProperty("end").GetString()!, stretch.GetProperty("peak").GetDouble(), Instant(stretch, "peakAt"),
                stretch.GetProperty("readings").GetInt32())));
        }

        // What people remember of it: the crest at Tome on 2 August 2026.
        Assert.Equal(
            [
                "reporting 2026-08-02T05:50:00 2026-08-02T21:10:00 fell-silent 9.76 2026-08-02T12:10:00 17",
                "danger 2026-08-02T07:40:00 2026-08-02T18:10:00 fell-below 9.76 2026-08-02T12:10:00 12",
                "flooding 2026-08-02T09:30:00 2026-08-02T16:10:00 fell-below 9.76 2026-08-02T12:10:00 8",
            ],
            year.ExceedancesOf("8200000125"));

        // What is wrong with it stays as it is: ice on the Kijio-gawa; the repeated last value at the Hirose-gawa; the culverts of the Tada-gawa, over their reporting level for eleven months.
        Assert.Equal(46.7m, Math.Round(year.Gauges["0400000024"].Max(level => level.Metres), 1));
        Assert.Equal(1, year.Gauges["8200000294"].Count(level => level.Metres == 5.64m && level.Japan.Month == 1));
        Assert.True(year.Gauges["8200000349"].Count > 7_700 && year.Gauges["8200000350"].Count > 7_700);
    }

    private static async Task HoursAsync(Viewer viewer, RiverYear year)
    {
        var found = (await ReadAsync(viewer, "rivers/hours?from=2025-09-01T00:00:00Z&to=2026-09-01T00:00:00Z")).EnumerateArray().ToList();
        var expected = year.Hours().ToList();
        Assert.Equal(
            expected.Select(hour => Line(hour.From, hour.Gauges, hour.Over)),
            found.Select(hour => Line(Instant(hour, "from"), hour.GetProperty("gauges").GetInt32(), hour.GetProperty("over").EnumerateObject().ToDictionary(over => over.Name, over => over.Value.GetInt32()))));

        // 41 with the two culverts that are always there, 39 without them.
        var biggest = expected.MaxBy(hour => hour.Over.GetValueOrDefault("reporting"));
        Assert.Equal((new DateTimeOffset(2026, 7, 26, 17, 0, 0, TimeSpan.FromHours(9)), 41), (biggest.From, biggest.Over["reporting"]));

        static string Line(DateTimeOffset from, int gauges, Dictionary<string, int> over) =>
            string.Create(CultureInfo.InvariantCulture, $"{from.ToUniversalTime():s} {gauges} {string.Join(' ', over.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"))}");
    }

    private static async Task StatesAsync(Viewer viewer, RiverYear year)
    {
        // The record ends in August: all of them were last seen above their start, so none may be called low.
        var gauges = (await ReadAsync(viewer, "rivers")).EnumerateArray().ToList();
        Assert.Equal(121, gauges.Count);
        Assert.All(gauges, gauge => Assert.Equal("silent-above-start", gauge.GetProperty("condition").GetProperty("state").GetString()));

        // In the hour of the biggest flood.
        var at = new DateTimeOffset(2026, 7, 26, 18, 0, 0, TimeSpan.FromHours(9));
        var then = (await ReadAsync(viewer, $"rivers?at={Text(at)}")).EnumerateArray().ToDictionary(gauge => gauge.GetProperty("station").GetProperty("id").GetString()!, gauge => gauge.GetProperty("condition"));
        foreach (var (code, levels) in year.Gauges)
        {
            var index = levels.FindLastIndex(level => level.At <= at);
            var (condition, newest) = (then[$"river-{code}"], index < 0 ? null : levels[index]);
            var fresh = newest is not null && at - newest.At <= TimeSpan.FromHours(2);
            Assert.Equal(newest is null ? "never-reported" : fresh ? "reporting" : "silent-above-start", condition.GetProperty("state").GetString());
            Assert.Equal(newest?.Metres, Number(condition, "level"));
            if (fresh)
            {
                var rate = RiverYear.RateAt(levels, index);
                var next = year.LimitsAt(code, newest!.Japan).Where(limit => limit.Metres > newest.Metres).Select(limit => ((string Name, decimal Metres)?)limit).FirstOrDefault();
                var expected = next is { } limit && rate >= 0.02 && (double)(limit.Metres - newest.Metres) / rate <= 12 ? newest.At.AddHours((double)(limit.Metres - newest.Metres) / rate.Value) : (DateTimeOffset?)null;
                Assert.Equal(year.LimitsAt(code, newest.Japan).Select(limit => limit.Metres - newest.Metres), condition.GetProperty("margins").EnumerateArray().Select(margin => Math.Round(margin.GetProperty("metres").GetDecimal(), 6)));
                var found = condition.GetProperty("next") is { ValueKind: JsonValueKind.Object } object1 && object1.GetProperty("at") is { ValueKind: JsonValueKind.String } instant ? instant.GetDateTimeOffset() : (DateTimeOffset?)null;
                Assert.Equal(expected is null, found is null);
                Assert.True(expected is null || (expected - found)!.Value.Duration() < TimeSpan.FromSeconds(1), $"{code}: {found} instead of {expected}");
            }
        }

        // The Natori gauge reported from 3.5 m on when it last sent, and from 4.1 m on today.
        var natori = await ReadAsync(viewer, "rivers/river-8200000290?at=2025-11-07T10:00:00%2B09:00");
        Assert.Equal(3.5, natori.GetProperty("overview").GetProperty("station").GetProperty("thresholds").GetProperty("stage").GetProperty("reporting").GetDouble());
        Assert.Equal("reporting", natori.GetProperty("overview").GetProperty("condition").GetProperty("standing").GetProperty("id").GetString());

        // A rise at Wakuya 12.4k comes to 7.0k two hours later, by the year's own record.
        var wakuya = (await ReadAsync(viewer, "rivers/river-8200000137")).GetProperty("pairs").EnumerateArray().Single(pair => pair.GetProperty("downstream").GetProperty("station").GetString() == "river-8200000136");
        Assert.Equal(("02:00:00", "history", 30), (wakuya.GetProperty("travelTime").GetString(), wakuya.GetProperty("travelTimeFrom").GetString(), wakuya.GetProperty("history").GetProperty("common").GetInt32()));
    }

    /// <summary>The Eai at Wakuya 12.4k rises by half a metre within the last hour: whoever watches 7.0k is told, with the time that the year's record gives.</summary>
    private async Task RisingNowAsync(Viewer viewer)
    {
        var now = TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(9));
        var file = Path.Combine(_platform.Platform.DataFolder, "now.csv");
        await File.WriteAllLinesAsync(
            file, ["snapshot_jst,code,obs_time_jst,level_m,over", string.Create(CultureInfo.InvariantCulture, $"x,8200000137,{now.AddHours(-1):yyyy-MM-dd'T'HH:mm},9.00,1"), string.Create(CultureInfo.InvariantCulture, $"x,8200000137,{now:yyyy-MM-dd'T'HH:mm},9.50,1")], Cancellation);
        await _platform.Platform.CommandAsync(["import", file, "--map", "river-kiki"], NoSettings, Cancellation);
        string? message = null;
        await Eventually.HoldsAsync(
            "the pair tells of the rise",
            async () => (message = (await ReadAsync(viewer, "rivers/pairs")).EnumerateArray().Select(pair => pair.GetProperty("message")).Where(text => text.ValueKind == JsonValueKind.Object).Select(text => text.GetProperty("ja").GetString()).SingleOrDefault()) is not null,
            Cancellation);
        Assert.Contains("1時間で0.50 m上昇しました", message, StringComparison.Ordinal);
        Assert.Contains("江合川 左岸 7.0kには通常約2時間後に及びます", message, StringComparison.Ordinal);
        var condition = (await ReadAsync(viewer, "rivers/river-8200000137")).GetProperty("overview").GetProperty("condition");
        Assert.Equal(("reporting", "danger"), (condition.GetProperty("state").GetString(), condition.GetProperty("next").GetProperty("limit").GetProperty("id").GetString()));
        Assert.Equal(0.5, condition.GetProperty("ratePerHour").GetDouble(), 6);
    }

    private static async Task<JsonElement> ReadAsync(Viewer viewer, string path) => JsonSerializer.Deserialize<JsonElement>(await viewer.TextAsync($"api/v1/{path}", Cancellation));

    private static decimal? Number(JsonElement item, string name) => item.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetDecimal() : null;

    private static DateTimeOffset Instant(JsonElement item, string name) => item.GetProperty(name).GetDateTimeOffset();

    private static string Text(DateTimeOffset instant) => instant.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Every projection has written what there is now.</summary>
    private async Task ProjectedAsync()
    {
        await using var connection = new NpgsqlConnection(_platform.PostgresConnectionString + ";Pooling=false");
        await connection.OpenAsync(Cancellation);
        await using var newest = new NpgsqlCommand("select max(seq_id) from miyagi.mt_events", connection);
        var head = (long)(await newest.ExecuteScalarAsync(Cancellation))!;
        await using var slowest = new NpgsqlCommand("select min(last_seq_id) from miyagi.mt_event_progression", connection);
        await Eventually.HoldsAsync("the projections have passed it", async () => (long)(await slowest.ExecuteScalarAsync(Cancellation))! >= head, Cancellation);
    }
}
