using System.Globalization;
using System.Net;
using MiyagiSensing.Integration.Fixtures;
using Npgsql;
using Xunit;

namespace MiyagiSensing.Integration.Import;

/// <summary>History from CSV files into the real platform.</summary>
public sealed class ImportTests(PlatformFixture platform) : IntegrationTest(platform), IClassFixture<PlatformFixture>
{
    private const string Heading = "snapshot_jst,code,obs_time_jst,level_m,over";
    private const string Kiki = "device like 'river-%-kiki'";

    private static readonly Dictionary<string, string?> NoSettings = [];

    private readonly PlatformFixture _platform = platform;

    [Fact]
    public async Task The_real_year_of_the_river_gauges_imported_twice_gives_each_reading_once_and_raises_no_alert()
    {
        var file = Path.Combine(RecordedFolder(), "river_miyagi_kiki_2025_2026", "readings.csv");
        var lines = (await File.ReadAllLinesAsync(file, Cancellation)).Skip(1).Select(line => line.Split(',')).ToList();
        var expected = lines.DistinctBy(fields => (fields[1], fields[2])).Select(fields => string.Create(
            CultureInfo.InvariantCulture,
            $"river-{fields[1]}-kiki {DateTimeOffset.Parse(fields[2] + "+09:00", CultureInfo.InvariantCulture).ToUnixTimeMilliseconds()} {double.Parse(fields[3], CultureInfo.InvariantCulture)}"))
            .Order(StringComparer.Ordinal).ToList();

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => ImportAsync(file));
        Assert.Contains("devices are not known", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("devices would be created", await ImportAsync(file, "--create-devices", "--dry-run"), StringComparison.Ordinal);

        var first = await ImportAsync(file, "--create-devices");
        Assert.Contains($"stored {expected.Count:N0}, duplicate {lines.Count - expected.Count:N0}, set aside 0", first, StringComparison.Ordinal);
        var second = await ImportAsync(file);
        Assert.Contains($"stored 0, duplicate {lines.Count:N0}, set aside 0", second, StringComparison.Ordinal);

        var stored = await ReadAsync(
            $"select device || ' ' || (extract(epoch from measured_at) * 1000)::bigint || ' ' || (metrics ->> 'stage') from miyagi.journal_readings where {Kiki} and measured_at > '2025-09-01'", row => row.GetString(0));
        Assert.Equal(expected, stored.Order(StringComparer.Ordinal));
        await ProjectedAsync();
        Assert.Equal(expected.Count, await NumberAsync($"select sum(count)::bigint from miyagi.rollup_hours where {Kiki} and day > '2025-09-01'"));
        Assert.Empty(await _platform.EventStore.EventsAsync("episode_raised", Cancellation));
        Assert.Equal(0, await NumberAsync($"select count(*) from miyagi.devices where id like 'river-%-kiki' and last_seen_at is not null"));
        Assert.Contains("equal", await _platform.Platform.CommandAsync(["projection", "verify", "alerts"], NoSettings, Cancellation), StringComparison.Ordinal);
        Assert.Equal(0, await NumberAsync($"select count(*) from miyagi.device_secrets where {Kiki}"));
    }

    [Fact]
    public async Task An_import_whose_platform_is_killed_goes_on_and_stores_each_reading_once()
    {
        const int rows = 300_000;
        await _platform.ReadyAsync(Cancellation);
        var file = await WriteAsync("killed.csv", Enumerable.Range(0, rows).Select(i => Line("0400000002", new DateTime(2024, 1, 1).AddMinutes(i), "12.5")));
        var before = await NumberAsync("select count(*) from miyagi.mt_events where type = 'readings_recorded'");

        var interrupted = ImportAsync(file, "--create-devices");
        await Eventually.HoldsAsync(
            "some of it is committed", async () => await NumberAsync("select count(*) from miyagi.mt_events where type = 'readings_recorded'") > before + 10, Cancellation);
        await _platform.KillAsync();
        var end = await Assert.ThrowsAsync<InvalidOperationException>(() => interrupted);
        Assert.Contains("it was stopped or killed", end.Message, StringComparison.Ordinal);
        Assert.Contains($"of {rows:N0} lines are committed", end.Message, StringComparison.Ordinal);
        Assert.Contains("run the same command again: it goes on from there", end.Message, StringComparison.Ordinal);
        await _platform.Platform.StartAsync(Cancellation);
        var report = await ImportAsync(file);

        Assert.Contains("refused 0 lines", report, StringComparison.Ordinal);
        Assert.Contains($"read {rows:N0} readings", report, StringComparison.Ordinal);
        Assert.Equal(rows, await NumberAsync("select count(*) from miyagi.journal_readings where device = 'river-0400000002-kiki' and measured_at < '2025-01-01'"));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(_platform.Platform.DataFolder, "imports")));
    }

    [Fact]
    public async Task Refused_lines_are_named_and_everything_else_is_stored()
    {
        await _platform.ReadyAsync(Cancellation);
        var tomorrow = TimeProvider.System.GetUtcNow().AddDays(1).UtcDateTime;
        var file = await WriteAsync(
            "refused.csv",
            [Line("0400000004", new DateTime(1931, 1, 1), "1"), Line("0400000004", new DateTime(2003, 1, 1), "2"), "x,0400000004,never,1,", Line("0400000004", tomorrow, "3"), Line("0400000004", new DateTime(2003, 1, 1), "4")]);

        var end = await Assert.ThrowsAsync<InvalidOperationException>(() => ImportAsync(file, "--create-devices"));

        Assert.Contains("ended with 1", end.Message, StringComparison.Ordinal);
        Assert.Contains("stored 1, duplicate 0, set aside 3 (clock_not_set 1, conflict 1, future 1)", end.Message, StringComparison.Ordinal);
        Assert.Contains("line 4: 'never' is not an instant", end.Message, StringComparison.Ordinal);
        Assert.Equal([2.0], await ReadAsync("select (metrics ->> 'stage')::double precision from miyagi.journal_readings where device = 'river-0400000004-kiki' and measured_at < '2025-01-01'", row => row.GetDouble(0)));
    }

    [Fact]
    public async Task Lines_at_stations_that_the_catalog_lacks_are_refused_by_number_and_the_others_are_stored()
    {
        await _platform.ReadyAsync(Cancellation);
        var at = new DateTime(2004, 1, 1);
        var file = await WriteAsync("stations.csv", [Line("0400000013", at, "1"), Line("9999999999", at, "2"), Line("0400000013", at.AddHours(1), "3"), Line("8888888888", at, "4")]);

        // The recorded year has all stations of the catalog; another test may have imported it.
        var isNew = await NumberAsync("select count(*) from miyagi.devices where id = 'river-0400000013-kiki'") == 0;
        var dry = await Assert.ThrowsAsync<InvalidOperationException>(() => ImportAsync(file, "--create-devices", "--dry-run"));
        var end = await Assert.ThrowsAsync<InvalidOperationException>(() => ImportAsync(file, "--create-devices"));

        Assert.Equal(isNew, dry.Message.Contains("1 devices would be created", StringComparison.Ordinal));
        foreach (var message in new[] { dry.Message, end.Message })
        {
            Assert.Contains("ended with 1", message, StringComparison.Ordinal);
            Assert.Contains("refused 2 lines", message, StringComparison.Ordinal);
            Assert.Contains("line 3: the catalog has no station 'river-9999999999'", message, StringComparison.Ordinal);
            Assert.Contains("line 5: the catalog has no station 'river-8888888888'", message, StringComparison.Ordinal);
            Assert.Contains("Stations that the catalog does not have: river-8888888888, river-9999999999. Add them", message, StringComparison.Ordinal);
        }

        Assert.Contains("stored 2, duplicate 0, set aside 0", end.Message, StringComparison.Ordinal);
        Assert.Equal([1.0, 3.0], await ReadAsync("select (metrics ->> 'stage')::double precision from miyagi.journal_readings where device = 'river-0400000013-kiki' and measured_at < '2005-01-01' order by measured_at", row => row.GetDouble(0)));
        Assert.Equal(0, await NumberAsync("select count(*) from miyagi.devices where id in ('river-9999999999-kiki', 'river-8888888888-kiki')"));
    }

    [Fact]
    public async Task A_store_that_has_gone_is_told_in_words()
    {
        await _platform.ReadyAsync(Cancellation);
        var file = await WriteAsync("gone.csv", [Line("0400000017", new DateTime(2004, 1, 1), "1")]);

        var end = await Assert.ThrowsAsync<InvalidOperationException>(() => _platform.Platform.CommandAsync(
            ["import", file, "--map", "river-kiki"], new Dictionary<string, string?> { ["MIYAGI_POSTGRES"] = $"Host=127.0.0.1;Port={FreePort.Next()};Username=miyagi;Database=miyagi" }, Cancellation));

        Assert.EndsWith("The event store does not answer: the platform was stopped or killed, its PostgreSQL too. No line was sent yet. Start it (./miyagi up), then run the same command again.", end.Message.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_door_is_shut_without_its_secret()
    {
        await _platform.ReadyAsync(Cancellation);
        var door = await File.ReadAllLinesAsync(Path.Combine(_platform.Platform.DataFolder, "keys", "operator"), Cancellation);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_platform.Platform.DataFolder, "keys", "operator")));
        using var http = new HttpClient();

        async Task<HttpStatusCode> PostAsync(Uri address, string? secret)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, "operator/import")) { Content = new StringContent("{}") };
            request.Headers.Authorization = secret is null ? null : new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", secret);
            using var answer = await http.SendAsync(request, Cancellation);
            return answer.StatusCode;
        }

        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(new Uri(door[0]), door[1]));
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(new Uri(door[0]), null));
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(new Uri(door[0]), new string('0', door[1].Length)));
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(_platform.HttpAddress, door[1]));
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

    private static string Line(string code, DateTime at, string level) =>
        string.Create(CultureInfo.InvariantCulture, $"x,{code},{at:yyyy-MM-dd'T'HH:mm},{level},");

    private async Task<string> WriteAsync(string name, IEnumerable<string> lines)
    {
        var file = Path.Combine(_platform.Platform.DataFolder, name);
        await File.WriteAllLinesAsync(file, [Heading, .. lines], Cancellation);
        return file;
    }

    private Task<string> ImportAsync(string file, params string[] options) =>
        _platform.Platform.CommandAsync(["import", file, "--map", "river-kiki", .. options], NoSettings, Cancellation);

    /// <summary>Every projection has passed the newest event there is now.</summary>
    private async Task ProjectedAsync()
    {
        var head = await NumberAsync("select max(seq_id) from miyagi.mt_events");
        await Eventually.HoldsAsync(
            "the projections have passed it", async () => await NumberAsync("select min(last_seq_id) from miyagi.mt_event_progression") >= head, Cancellation);
    }

    private async Task<long> NumberAsync(string sql) => (await ReadAsync(sql, row => row.GetInt64(0))).Single();

    private async Task<List<T>> ReadAsync<T>(string sql, Func<NpgsqlDataReader, T> read)
    {
        await using var connection = new NpgsqlConnection(_platform.PostgresConnectionString + ";Pooling=false");
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        List<T> all = [];
        while (await reader.ReadAsync(Cancellation))
        {
            all.Add(read(reader));
        }

        return all;
    }
}
