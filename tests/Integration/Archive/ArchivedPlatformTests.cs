using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using MiyagiSensing.Integration.Fixtures;
using Npgsql;
using Xunit;

namespace MiyagiSensing.Integration.Archive;

/// <summary>What people and projections see of an archived day in the real platform, by its commands.</summary>
public sealed partial class ArchivedPlatformTests(ArchivedPlatformFixture platform) : IntegrationTest(platform), IClassFixture<ArchivedPlatformFixture>
{
    private static readonly Dictionary<string, string?> NoSettings = [];

    private readonly ArchivedPlatformFixture _platform = platform;

    [GeneratedRegex(" +")]
    private static partial Regex Spaces { get; }

    private static string Day => ArchivedPlatformFixture.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Rebuilds_counts_and_histories_are_the_same_before_and_after()
    {
        var login = await _platform.AddDeviceAsync(ArchivedPlatformFixture.Device, "river", "river-0400000001", Cancellation);
        await _platform.FillAsync(Cancellation);
        await PublishTodayAsync();
        await Eventually.HoldsAsync("the day is sealed and taken in", async () => await IsReadyAsync(), Cancellation, TimeSpan.FromMinutes(1));
        Assert.DoesNotContain("differs", await CommandAsync("projection", "audit"), StringComparison.Ordinal);
        var before = await LookAsync();
        var points = await PointsAsync();
        Assert.Equal(ArchivedPlatformFixture.Readings / 5, points.Count);

        Assert.Contains(
            string.Create(CultureInfo.InvariantCulture, $"{ArchivedPlatformFixture.Readings} events with {ArchivedPlatformFixture.Readings} readings in 50 blocks"),
            await CommandAsync("archive", "run", "--day", Day),
            StringComparison.Ordinal);

        Assert.Equal(0L, await ScalarAsync($"select count(*) from miyagi.mt_events where stream_id = 'journal:0:{ArchivedPlatformFixture.Day:yyyyMMdd}'"));
        Assert.Equal(before, await LookAsync());
        string[] projections = [.. ((string[])(await ScalarAsync("select array_agg(split_part(name, '/', 1)::text order by name) from miyagi.mt_event_progression where name like '%/%'"))!).Where(name => name != "timeseries")];
        Assert.Contains("series-history", projections);
        foreach (var projection in projections)
        {
            Assert.Contains("equal", await CommandAsync("projection", "verify", projection), StringComparison.Ordinal);
        }

        foreach (var projection in projections)
        {
            await CommandAsync("projection", "rebuild", projection);
        }

        Assert.Equal(before, await LookAsync());
        Assert.DoesNotContain("differs", await CommandAsync("projection", "audit"), StringComparison.Ordinal);
        await AuditAnewAsync();
        await DropPointsAsync();
        await CommandAsync("timeseries", "rebuild", "--afresh");
        await Eventually.HoldsAsync("InfluxDB has all points again", async () => points.SequenceEqual(await PointsAsync()), Cancellation);

        // A restart reads the tail of the journal through the archive; what is sent again is known.
        await _platform.RestartAsync(Cancellation);
        Assert.Equal(before, await LookAsync());
        var (instant, value) = points[17];
        await _platform.PublishAsync(login, string.Create(CultureInfo.InvariantCulture, $$"""{"ts":{{instant}},"m":{"stage":{{value}} } }"""), Cancellation);
        await Eventually.HoldsAsync(
            "the ledger has a duplicate",
            async () => Spaces.Replace(await CommandAsync("ledger", ArchivedPlatformFixture.Device), " ").Contains("1 = 0 + 1 + 0 + 0", StringComparison.Ordinal),
            Cancellation);
        Assert.Equal(before, await LookAsync());
        Assert.Contains("; 0 wrong", await CommandAsync("verify"), StringComparison.Ordinal);
        Assert.Contains($"{ArchivedPlatformFixture.Readings} readings in 1 files", await CommandAsync("status"), StringComparison.Ordinal);
        await AlterAsync();
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => CommandAsync("verify"));
        Assert.Contains("was altered between byte 0 and", refusal.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(() => CommandAsync("archive", "verify"));
    }

    private async Task PublishTodayAsync()
    {
        var login = await _platform.AddDeviceAsync("today-1", "river", "river-0400000001", Cancellation);
        await _platform.PublishAsync(login, $$"""{"ts":{{TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()}},"m":{"stage":1.5} }""", Cancellation);
    }

    private async Task<bool> IsReadyAsync()
    {
        var last = await ScalarAsync($"select max(seq_id) from miyagi.mt_events where type = 'readings_recorded'");
        return await ScalarAsync($"select (select max(to_seq) from miyagi.event_seals) >= {last} and not exists (select from miyagi.mt_event_progression where name like '%/%' and last_seq_id < {last})") is true;
    }

    /// <summary>What people see, without what moves by itself.</summary>
    private async Task<string> LookAsync()
    {
        using var account = JsonDocument.Parse(await CommandAsync("account", "--json"));
        Assert.True(account.RootElement.GetProperty("inStep").GetBoolean());
        return string.Join(
            '\n',
            account.RootElement.GetProperty("eventStoreReadings"),
            account.RootElement.GetProperty("setAside"),
            account.RootElement.GetProperty("alertsRaised"),
            await CommandAsync("history", ArchivedPlatformFixture.Device, "--csv"),
            await CommandAsync("ledger", ArchivedPlatformFixture.Device, "--day", Day),
            await ScalarAsync("select string_agg(v::text, ' ' order by v::text) from miyagi.latest_values v where device like 'gauge-%'"));
    }

    /// <summary>An audit that a later build adds begins with the first event, and most of these are in a file by then.</summary>
    private async Task AuditAnewAsync()
    {
        await ScalarAsync("delete from miyagi.projection_tallies; delete from miyagi.projection_audits");
        var audit = await CommandAsync("projection", "audit");
        Assert.Contains("ok", audit, StringComparison.Ordinal);
        Assert.DoesNotContain("differs", audit, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(
            (long)ArchivedPlatformFixture.Readings,
            await ScalarAsync("select coalesce(sum(count), 0)::bigint from miyagi.series_history where device like 'gauge-%'"));
    }

    private async Task AlterAsync()
    {
        var file = Directory.GetFiles(Path.Combine(_platform.Platform.DataFolder, "archive"), "*.archive").Single();
        var bytes = await File.ReadAllBytesAsync(file, Cancellation);
        bytes[10] ^= 1;
        await File.WriteAllBytesAsync(file, bytes, Cancellation);
    }

    private Task<IReadOnlyList<(long Instant, double Value)>> PointsAsync() => _platform.TimeSeries.ValuesAsync("river", ArchivedPlatformFixture.Device, "stage", Cancellation);

    private async Task DropPointsAsync()
    {
        using var http = new HttpClient();
        using var answer = await http.PostAsync(new Uri(_platform.InfluxAddress, $"query?db={_platform.Influx.Database}&q=drop+measurement+river"), null, Cancellation);
        Assert.True(answer.IsSuccessStatusCode);
        Assert.Empty(await PointsAsync());
    }

    private Task<string> CommandAsync(params string[] arguments) => _platform.Platform.CommandAsync(arguments, NoSettings, Cancellation);

    private async Task<object?> ScalarAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_platform.PostgresConnectionString);
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Cancellation);
    }
}
