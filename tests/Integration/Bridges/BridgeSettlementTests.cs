using System.Globalization;
using System.Net;
using System.Text.Json;
using MiyagiSensing.Domain.Bridges;
using MiyagiSensing.Integration.Fixtures;
using MiyagiSensing.Integration.TimeSeries;
using Xunit;

namespace MiyagiSensing.Integration.Bridges;

/// <summary>
/// The three settlements of the test bridge of the University of the Bundeswehr Munich (Jaelani et al., Steel Construction 16, 2023), imported into the real platform: every figure is computed here from the files
/// themselves.
/// </summary>
public sealed class BridgeSettlementTests(PlatformFixture platform) : IntegrationTest(platform), IClassFixture<PlatformFixture>
{
    private const string Device = "pipe-bridge-sanuma-munich";
    private const string Day = "from=2022-04-11T00:00:00Z&to=2022-04-12T00:00:00Z";

    private static readonly Dictionary<string, string?> NoSettings = [];
    private static readonly string[] Strain =
    [
        "ref_support_load_01DMS_CN_1s.csv", "support_01_lowering_01DMS_CN_1s.csv", "support_01_lowering_02DMS_CN_1s.csv", "support_load_01DMS_CN_1s.csv", "support_02_loweringDMS_CN_1s.csv",
        "support_load_02DMS_CN_1s.csv", "support_03_loweringDMS_CN_1s.csv", "support_load_03DMS_CN_1s.csv",
    ];

    private static readonly string[] Force = ["ref_support_load_01Force_1s.csv", "support_load_01Force_1s.csv", "support_load_02Force_1s.csv", "support_load_03Force_1s.csv"];

    private readonly PlatformFixture _platform = platform;

    [Fact]
    public async Task The_three_settlements_are_in_every_read_model_as_they_are_in_the_files()
    {
        var folder = Folder();
        using var viewer = await Viewer.SignInAsync(_platform, Cancellation);
        foreach (var (map, files) in new[]
        {
            ("bridge-strain", Strain.Append("ReferenceStateDMS_CN_1s.csv")), ("bridge-force", Force.Append("ReferenceStateForce_1s.csv")), ("bridge-tilt", ["ReferenceStateINC_1s.csv"]),
            ("bridge-all", ["ref_support_load_01AllM_1s.csv"]), ("bridge-burst", ["raw_100hz_load_01.csv"]),
        })
        {
            foreach (var file in files)
            {
                await _platform.Platform.CommandAsync(["import", Path.Combine(folder, file), "--map", map, "--create-devices"], NoSettings, Cancellation);
            }
        }

        var strain = Values(folder, Strain, "DMS_CN");
        var force = Values(folder, Force, "FRC-02");
        await HoursAsync(viewer, "strain", "dms-cn", [.. strain, .. Values(folder, ["ReferenceStateDMS_CN_1s.csv"], "DMS_CN")]);
        await HoursAsync(viewer, "force", "frc-02", [.. force, .. Values(folder, ["ReferenceStateForce_1s.csv"], "FRC-02")]);
        await HoursAsync(viewer, "force", "frc-01", [.. Values(folder, [.. Force, "ReferenceStateForce_1s.csv"], "FRC-01")]);
        await HoursAsync(viewer, "tilt_x", "inc-01", [.. Values(folder, ["ReferenceStateINC_1s.csv"], "INC-01 [deg]"), .. Values(folder, ["ref_support_load_01AllM_1s.csv"], "INC01")]);

        // At rest, before the load of each test comes: facts.md has 0, 34, 85, 131 µm/m and 234, 190, 156, 114 kN.
        Assert.Equal([0, 34, 85, 131], await RestAsync(viewer, "strain", "dms-cn", [.. Strain.Where(file => file.Contains("_load_", StringComparison.Ordinal)).Select(file => Values(folder, [file], "DMS_CN")[0])]));
        Assert.Equal([234, 190, 156, 114], await RestAsync(viewer, "force", "frc-02", [.. Force.Select(file => Values(folder, [file], "FRC-02")[0])]));

        Assert.Equal([234, 210, 189, 173], await RestAsync(viewer, "force", "frc-01", [.. Force.Select(file => Values(folder, [file], "FRC-01")[0])]));

        await ForceTrendAsync(viewer, folder, "frc-01", "FRC-01");
        await ForceTrendAsync(viewer, folder, "frc-02", "FRC-02");
        var dms = await SeriesAsync(viewer, "strain", "dms-cn");
        Assert.Equal("stepped", dms.GetProperty("verdict").GetString());
        Assert.StartsWith("no air temperature", dms.GetProperty("notCompensated").GetString(), StringComparison.Ordinal);
        var strainMinutes = Minutes(strain);
        AssertMinutes(strainMinutes, dms);
        Assert.Equal(Median(strainMinutes.TakeLast(7)) - Median(strainMinutes.Take(14)), dms.GetProperty("stretches")[0].GetProperty("change").GetDouble(), 9);
        await WarmthAsync(viewer, folder);
        await CycleAsync(viewer);
        await SwingsAsync(viewer, folder);
        Assert.Contains("frc-02: stepped", await _platform.Platform.CommandAsync(["bridge", "trend", "bridge-sanuma", "--period", "minute", "--from", "2022-04-11", "--to", "2022-04-12"], NoSettings, Cancellation), StringComparison.Ordinal);
        await RepairAsync(viewer);
    }

    [Fact]
    public async Task A_burst_sent_as_an_array_has_its_frequency()
    {
        var login = await _platform.AddDeviceAsync("bridge-burst-1", "pipe-bridge", "pipe-bridge-wakuya", Cancellation);
        using var viewer = await Viewer.SignInAsync(_platform, Cancellation);
        var now = TimeProvider.System.GetUtcNow();
        var (first, second) = (now.AddHours(-3), now.AddHours(-2));
        await _platform.PublishAsync(login, Burst(first, 4.37, 4_096), Cancellation);
        await _platform.PublishAsync(login, Burst(second, 4.12, 4_096), Cancellation);
        await _platform.PublishAsync(login, Burst(now.AddHours(-1), 4.12, 100), Cancellation);

        JsonElement[] series = [];
        await Eventually.HoldsAsync(
            "three bursts are known",
            async () =>
            {
                series = [.. (await TrendAsync(viewer, "bridge-wakuya", "natural_frequency", "by=minute")).GetProperty("series").EnumerateArray()];
                return series.Length == 1 && series[0].GetProperty("bursts").GetInt32() == 2;
            },
            Cancellation);

        Assert.Equal([4.37, 4.12], series[0].GetProperty("values").EnumerateArray().Select(value => Math.Round(value.GetProperty("measured").GetDouble(), 2)));
        Assert.Equal("not enough data", series[0].GetProperty("verdict").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await viewer.GetAsync("api/v1/bridges/nowhere/trend?metric=strain", Cancellation)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await viewer.GetAsync("api/v1/bridges/bridge-wakuya/trend?metric=flow", Cancellation)).Status);
    }

    /// <summary>Each settlement is a step at the first minute after it.</summary>
    private static async Task ForceTrendAsync(Viewer viewer, string folder, string sensor, string column)
    {
        var series = await SeriesAsync(viewer, "force", sensor);
        AssertMinutes(Minutes(Values(folder, Force, column)), series);
        Assert.Equal("stepped", series.GetProperty("verdict").GetString());
        var steps = series.GetProperty("stretches")[0].GetProperty("steps").EnumerateArray().ToList();
        var tests = Force.Select(file => Minutes(Values(folder, [file], column))).ToList();
        Assert.Equal(3, steps.Count);
        for (var i = 0; i < 3; i++)
        {
            var (before, after) = (Median(tests[i].TakeLast(7)), Median(tests[i + 1].Take(7)));
            Assert.Equal(tests[i + 1][0].At, steps[i].GetProperty("at").GetDateTimeOffset());
            Assert.Equal(before, steps[i].GetProperty("before").GetDouble(), 9);
            Assert.Equal(after, steps[i].GetProperty("after").GetDouble(), 9);
            Assert.Equal(after - before, steps[i].GetProperty("size").GetDouble(), 9);
        }
    }

    /// <summary>On the day of the settlements it only got warmer, so nothing is taken off, and every settlement stays.</summary>
    private async Task WarmthAsync(Viewer viewer, string folder)
    {
        await _platform.Platform.CommandAsync(["import", Path.Combine(folder, "air_temperature_10s.csv"), "--map", "bridge-temperature"], NoSettings, Cancellation);
        var air = Minutes(Values(folder, ["air_temperature_10s.csv"], "air_temperature", columnIsLast: true)).ConvertAll(minute => minute.At).ToHashSet();
        foreach (var (metric, sensor) in new[] { ("strain", "dms-cn"), ("force", "frc-01"), ("force", "frc-02") })
        {
            JsonElement series = default;
            await Eventually.HoldsAsync(
                $"the temperature of {sensor} is known",
                async () => (series = await SeriesAsync(viewer, metric, sensor)).GetProperty("values").EnumerateArray()
                    .All(value => value.GetProperty("airTemperature").ValueKind == JsonValueKind.Number == air.Contains(value.GetProperty("at").GetDateTimeOffset())),
                Cancellation);
            Assert.Equal(("stepped", JsonValueKind.Null), (series.GetProperty("verdict").GetString(), series.GetProperty("temperature").ValueKind));
            Assert.Contains("without a gap", series.GetProperty("notCompensated").GetString(), StringComparison.Ordinal);
        }

        await ForceTrendAsync(viewer, folder, "frc-01", "FRC-01");
        await ForceTrendAsync(viewer, folder, "frc-02", "FRC-02");
    }

    /// <summary>Three days of warmth and cold, every ten minutes: one force follows the air, the other one also falls while it warms up.</summary>
    private async Task CycleAsync(Viewer viewer)
    {
        var (first, random) = (new DateTimeOffset(2022, 5, 2, 0, 0, 0, TimeSpan.FromHours(2)), new Random(11));
        var settled = first.AddHours(34);
        var rows = Enumerable.Range(0, 3 * 24 * 6).Select(i => first.AddMinutes(10 * i)).Select(at =>
        {
            var celsius = Math.Round(12 - (6 * Math.Cos((at - first.AddHours(4)).TotalDays * 2 * Math.PI)), 1);
            var force = 200 - (0.8 * celsius) + random.NextDouble();
            return (At: FormattableString.Invariant($"{at:yyyy-MM-dd HH:mm:ss}"), Force: force, Celsius: celsius, Other: force - (at < settled ? 0 : 8));
        }).ToList();
        await ImportAsync("bridge-force", "time,FRC-01 [kN]_mean,FRC-02 [kN]_mean", rows.Select(row => FormattableString.Invariant($"{row.At}.000,{row.Force:0.00},{row.Other:0.00}")));
        await ImportAsync("bridge-temperature", "time,segment,air_temperature_degC", rows.Select(row => FormattableString.Invariant($"{row.At},cycle,{row.Celsius:0.0}")));

        List<JsonElement> found = [];
        await Eventually.HoldsAsync(
            "both forces are compensated",
            async () =>
            {
                var trend = await TrendAsync(viewer, "bridge-sanuma", "force", "by=minute&from=2022-05-01T22:00:00Z&to=2022-05-04T22:00:00Z");
                found = [.. trend.GetProperty("series").EnumerateArray().OrderBy(series => series.GetProperty("sensor").GetString(), StringComparer.Ordinal)];
                return found.Count == 2 && found.TrueForAll(series => series.GetProperty("temperature").ValueKind == JsonValueKind.Object && series.GetProperty("values").GetArrayLength() == rows.Count);
            },
            Cancellation);
        Assert.Equal(["steady", "stepped"], found.Select(series => series.GetProperty("verdict").GetString()));
        Assert.All(found, series => Assert.InRange(series.GetProperty("temperature").GetProperty("perDegree").GetDouble(), -0.85, -0.75));
        var step = Assert.Single(found[1].GetProperty("stretches")[0].GetProperty("steps").EnumerateArray().ToList());
        Assert.Equal(settled, step.GetProperty("at").GetDateTimeOffset());
        Assert.InRange(step.GetProperty("size").GetDouble(), -8.8, -7.2);

        async Task ImportAsync(string map, string heading, IEnumerable<string> lines)
        {
            var file = Path.Combine(_platform.Platform.DataFolder, $"cycle-{map}.csv");
            await File.WriteAllLinesAsync(file, lines.Prepend(heading), Cancellation);
            await _platform.Platform.CommandAsync(["import", file, "--map", map], NoSettings, Cancellation);
        }
    }

    private static async Task SwingsAsync(Viewer viewer, string folder)
    {
        JsonElement trend = default;
        await Eventually.HoldsAsync(
            "both sensors have a frequency",
            async () => (trend = await TrendAsync(viewer, "bridge-sanuma", "natural_frequency", $"by=minute&{Day}")).GetProperty("series").EnumerateArray().Count(series => series.GetProperty("bursts").GetInt32() == 1) == 2,
            Cancellation);
        foreach (var (column, sensor) in new[] { ("ACC01_z [g]", "acc01-burst"), ("INC01 [deg]", "inc-01-burst") })
        {
            var samples = Values(folder, ["raw_100hz_load_01.csv"], column);
            var expected = NaturalFrequency.Of(samples.Select(sample => sample.Value).ToArray(), TimeSpan.FromMilliseconds(10), out _)!;
            var series = trend.GetProperty("series").EnumerateArray().Single(one => one.GetProperty("sensor").GetString() == sensor);
            Assert.Equal(expected.Hertz, series.GetProperty("values")[0].GetProperty("measured").GetDouble(), 9);
        }
    }

    /// <summary>After a repair the story begins anew.</summary>
    private async Task RepairAsync(Viewer viewer)
    {
        await _platform.Platform.CommandAsync(
            ["bridge", "repair", "bridge-sanuma", "--date", "2022-04-11", "--firm", "Munich", "--part", "bearing", "--work", "raised"], NoSettings, Cancellation);
        // The last test began at 0:37 of the next day in Japan, and is too short to say anything.
        JsonElement series = default;
        await Eventually.HoldsAsync(
            "only what came after the day of the repair is left",
            async () => (series = await SeriesAsync(viewer, "force", "frc-02")).GetProperty("stretches")[0].GetProperty("count").GetInt32() == 13,
            Cancellation);
        Assert.Equal((1, "not enough data"), (series.GetProperty("stretches").GetArrayLength(), series.GetProperty("verdict").GetString()));
    }

    private static async Task<JsonElement> SeriesAsync(Viewer viewer, string metric, string sensor) =>
        (await TrendAsync(viewer, "bridge-sanuma", metric, $"by=minute&{Day}")).GetProperty("series").EnumerateArray().Single(series => series.GetProperty("sensor").GetString() == sensor);

    private static async Task<JsonElement> TrendAsync(Viewer viewer, string bridge, string metric, string more) =>
        (await GetAsync(viewer, $"bridges/{bridge}/trend?metric={metric}&{more}")).GetProperty("trend");

    private static void AssertMinutes(List<(DateTimeOffset At, double Value)> expected, JsonElement series)
    {
        var found = series.GetProperty("values").EnumerateArray().ToList();
        Assert.Equal(expected.Select(minute => minute.At), found.Select(value => value.GetProperty("at").GetDateTimeOffset()));
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First.Value, pair.Second.GetProperty("measured").GetDouble(), 9));
    }

    /// <summary>Every hour's figures; sums are kept to 1e-9 of each value, and compared to 1e-6.</summary>
    private static async Task HoursAsync(Viewer viewer, string metric, string sensor, List<(DateTimeOffset At, double Value)> values)
    {
        var expected = values.GroupBy(value => value.At.ToUnixTimeSeconds() / 3600).OrderBy(hour => hour.Key).Select(hour => (
            DateTimeOffset.FromUnixTimeSeconds(hour.Key * 3600), hour.Count(), hour.Min(value => value.Value), hour.Max(value => value.Value), Math.Round(hour.Sum(value => (decimal)value.Value), 6))).ToList();
        List<(DateTimeOffset, int, double, double, decimal)> found = [];
        await Eventually.HoldsAsync(
            $"the hours of {sensor} are as in the files",
            async () =>
            {
                found = [];
                foreach (var range in new[] { "from=2022-03-07T00:00:00Z&to=2022-03-08T00:00:00Z", Day })
                {
                    var answer = await GetAsync(viewer, $"stations/pipe-bridge-sanuma/rollups?metric={metric}&period=hour&{range}");
                    found.AddRange(
                        from series in answer.GetProperty("series").EnumerateArray()
                        where series.GetProperty("device").GetString() == Device && series.GetProperty("sensor").GetString() == sensor
                        from hour in series.GetProperty("rollups").EnumerateArray()
                        where hour.GetProperty("count").GetInt32() > 0
                        select (hour.GetProperty("from").GetDateTimeOffset(), hour.GetProperty("count").GetInt32(), hour.GetProperty("minimum").GetDouble(), hour.GetProperty("maximum").GetDouble(), Math.Round(hour.GetProperty("sum").GetDecimal(), 6)));
                }

                return found.SequenceEqual(expected);
            },
            Cancellation,
            found: () => $"Expected {string.Join(' ', expected)}, found {string.Join(' ', found)}");
    }

    /// <summary>The stored values at some instants, rounded to whole units.</summary>
    private static async Task<List<double>> RestAsync(Viewer viewer, string metric, string sensor, List<(DateTimeOffset At, double Value)> starts)
    {
        List<double> rest = [];
        foreach (var (at, value) in starts)
        {
            var answer = await GetAsync(viewer, FormattableString.Invariant($"history/{Device}/{sensor}/{metric}?from={at:yyyy-MM-ddTHH:mm:ss.fffZ}&to={at.AddMilliseconds(1):yyyy-MM-ddTHH:mm:ss.fffZ}"));
            var stored = Assert.Single(answer.GetProperty("readings").EnumerateArray().ToList()).GetProperty("value").GetDouble();
            Assert.Equal(value, stored);
            rest.Add(Math.Round(stored) + 0.0);
        }

        return rest;
    }

    private static List<(DateTimeOffset At, double Value)> Minutes(List<(DateTimeOffset At, double Value)> values) =>
    [
        .. values.GroupBy(value => value.At.ToUnixTimeSeconds() / 60).OrderBy(minute => minute.Key)
            .Select(minute => (DateTimeOffset.FromUnixTimeSeconds(minute.Key * 60), minute.Average(value => value.Value))),
    ];

    private static double Median(IEnumerable<(DateTimeOffset At, double Value)> values)
    {
        var sorted = values.Select(value => value.Value).Order().ToList();
        return (sorted[sorted.Count / 2] + sorted[(sorted.Count - 1) / 2]) / 2;
    }

    /// <summary>A column of some files, by the beginning of its name.</summary>
    private static List<(DateTimeOffset At, double Value)> Values(string folder, string[] files, string column, bool columnIsLast = false) =>
    [
        .. files.SelectMany(file =>
        {
            var lines = File.ReadAllLines(Path.Combine(folder, file));
            var index = columnIsLast ? lines[0].Split(',').Length - 1 : Array.FindIndex(lines[0].Split(','), name => name.StartsWith(column, StringComparison.Ordinal));
            return lines.Skip(1).Select(line => line.Split(',')).Select(fields => (At(fields[0]), double.Parse(fields[index], CultureInfo.InvariantCulture)));
        }),
    ];

    /// <summary>The files have Central European time: one hour before the end of March, two after.</summary>
    private static DateTimeOffset At(string text)
    {
        var local = DateTime.Parse(text, CultureInfo.InvariantCulture);
        return new DateTimeOffset(local, TimeSpan.FromHours(local.Month == 3 ? 1 : 2)).ToUniversalTime();
    }

    private static string Burst(DateTimeOffset from, double hertz, int count) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"ts":{{from.ToUnixTimeMilliseconds()}},"sensor":"acc","dtMs":10,"m":{"acceleration":[{{string.Join(',', Enumerable.Range(0, count).Select(i => Math.Round((0.001 * Math.Sin(2 * Math.PI * hertz * i / 100)) + (0.0001 * (i * 7919 % 101 / 101.0)), 6).ToString(CultureInfo.InvariantCulture)))}}]} }""");

    private static async Task<JsonElement> GetAsync(Viewer viewer, string path)
    {
        var (status, body) = await viewer.GetAsync($"api/v1/{path}", Cancellation);
        Assert.True(status == HttpStatusCode.OK, $"{path}: {status} {body}");
        return JsonSerializer.Deserialize<JsonElement>(body);
    }

    private static string Folder()
    {
        var folder = Path.GetFullPath(Path.Combine(HostPrograms.Catalog, "..", "..", "shared", "data", "bridge_munich_2022"));
        if (!Directory.Exists(folder))
        {
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", "The recorded data sets (../shared/data) are missing, and this is CI.");
            Assert.Skip("The recorded data sets (../shared/data beside the project) are not here.");
        }

        return folder;
    }
}
