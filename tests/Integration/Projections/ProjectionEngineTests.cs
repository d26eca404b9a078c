using System.Globalization;
using MiyagiSensing.Integration.Fixtures;
using Npgsql;
using Xunit;

namespace MiyagiSensing.Integration.Projections;

/// <summary>The projection engine in the real platform: events that can't be taken in, replays beside live rows, and a second node.</summary>
public sealed class ProjectionEngineTests(PlatformFixture platform) : IntegrationTest(platform), IClassFixture<PlatformFixture>
{
    private const string Station = "river-0400000001";

    private static readonly Dictionary<string, string?> NoSettings = [];

    private readonly PlatformFixture _platform = platform;

    [Fact]
    public async Task A_poison_event_stops_those_that_need_it_until_it_is_skipped_and_nobody_else()
    {
        var login = await _platform.AddDeviceAsync("poison-1", "river", Station, Cancellation);
        await PublishAsync(login, 1);
        var poison = await AppendBrokenBlockAsync();
        await PublishAsync(login, 2);

        await Eventually.HoldsAsync("devices and alerts stand before the event", async () => await StopsAsync() is ["alerts/1", "devices/1", ..], Cancellation);
        var listed = await CommandAsync("list");
        Assert.Contains($"stopped at event {poison} (readings_recorded on journal:0:broken", listed, StringComparison.Ordinal);
        Assert.Equal(poison - 1, await PositionAsync("devices/1"));
        await Eventually.HoldsAsync("users goes on", async () => await PositionAsync("users/1") > poison, Cancellation);

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => CommandAsync("skip", "alerts"));
        Assert.Contains("never skips", refusal.Message, StringComparison.Ordinal);
        await CommandAsync("skip", "devices");
        await Eventually.HoldsAsync("devices has passed over the event", async () => await PositionAsync("devices/1") > poison, Cancellation);
        await Eventually.HoldsAsync("timeseries stands before the event", async () => (await StopsAsync()).Contains("timeseries/1"), Cancellation);
        await CommandAsync("skip", "timeseries");
        await Eventually.HoldsAsync("timeseries has passed over the event", async () => await PositionAsync("timeseries/1") > poison, Cancellation);
        await Eventually.HoldsAsync(
            "the points around the event are in InfluxDB", async () => (await _platform.TimeSeries.InstantsAsync("river", login.Device, "stage", Cancellation)).Count == 2, Cancellation);
        Assert.Equal(2, (await _platform.EventStore.EventsAsync("projection_event_skipped", Cancellation)).Count);

        // A node that still stands there, because it did not know of the decision.
        await ExecuteAsync(
            $"insert into miyagi.projection_stops select 'devices/1', seq_id, id, type, stream_id, 'again', now() from miyagi.mt_events where seq_id = {poison}");
        var again = await Assert.ThrowsAsync<InvalidOperationException>(() => CommandAsync("skip", "devices"));
        Assert.Contains("nothing was recorded again", again.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await _platform.EventStore.EventsAsync("projection_event_skipped", Cancellation)).Count);
        Assert.DoesNotContain("devices/1", await StopsAsync());
        Assert.Contains("equal", await CommandAsync("verify", "devices"), StringComparison.Ordinal);

        await ExecuteAsync($"update miyagi.mt_events set data = '{{\"groups\": []}}' where seq_id = {poison}");
        foreach (var name in await StopsAsync())
        {
            await CommandAsync("retry", name);
        }

        await Eventually.HoldsAsync("alerts goes on once the event is mended", async () => await PositionAsync("alerts/1") > poison, Cancellation);
        Assert.Empty(await StopsAsync());
        Assert.DoesNotContain("differs", await CommandAsync("audit"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_says_what_the_database_said_and_nothing_of_what_the_driver_withholds()
    {
        var login = await _platform.AddDeviceAsync("refused-1", "river", Station, Cancellation);
        await ExecuteAsync("alter table miyagi.ledger add constraint not_this_device check (device <> 'refused-1')");
        await PublishAsync(login, 1);
        await Eventually.HoldsAsync("ledger stands before the event", async () => (await StopsAsync()).Contains("ledger/1"), Cancellation);
        var listed = await CommandAsync("list");
        Assert.Contains("violates check constraint \"not_this_device\" (SQLSTATE 23514)", listed, StringComparison.Ordinal);
        Assert.DoesNotContain("DETAIL", listed, StringComparison.OrdinalIgnoreCase);

        await ExecuteAsync("alter table miyagi.ledger drop constraint not_this_device");
        await CommandAsync("retry", "ledger");
        await Eventually.HoldsAsync("ledger goes on", async () => (await StopsAsync()).Length == 0, Cancellation);
    }

    [Fact]
    public async Task History_is_compared_by_its_readings_however_they_are_cut_into_rows()
    {
        var login = await _platform.AddDeviceAsync("history-1", "river", Station, Cancellation);
        for (var i = 1; i <= 3; i++)
        {
            await PublishAsync(login, i * 100);
            await Eventually.HoldsAsync(
                "the reading is written",
                async () => await CountAsync("select coalesce(sum(count), 0)::bigint from miyagi.series_history where device = 'history-1'") == i,
                Cancellation,
                TimeSpan.FromSeconds(60));
        }

        Assert.True(await CountAsync("select count(*) from miyagi.series_history where device = 'history-1'") > 1, "several rows");
        Assert.EndsWith("equal", (await CommandAsync("verify", "series-history")).TrimEnd(), StringComparison.Ordinal);

        await ExecuteAsync("delete from miyagi.series_history where device = 'history-1' and segment = (select max(segment) from miyagi.series_history where device = 'history-1')");
        var verdict = await Assert.ThrowsAsync<InvalidOperationException>(() => CommandAsync("verify", "series-history"));
        Assert.Contains("2 readings live and 3 in the replay", verdict.Message, StringComparison.Ordinal);
        Assert.Contains("1 days of a series differ", verdict.Message, StringComparison.Ordinal);

        var rebuilt = await CommandAsync("rebuild", "series-history");
        Assert.Contains("rebuilt; 1 days of a series changed", rebuilt, StringComparison.Ordinal);
        Assert.EndsWith("equal", (await CommandAsync("verify", "series-history")).TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_altered_row_is_found_by_verify_and_mended_by_a_rebuild_without_a_gap_for_readers()
    {
        var login = await _platform.AddDeviceAsync("rebuild-1", "river", Station, Cancellation);
        await PublishAsync(login, 1);
        await Eventually.HoldsAsync("the row is there", async () => await CountAsync("select count(*) from miyagi.latest_values where device = 'rebuild-1'") == 1, Cancellation);
        // A device that never connects: its row is not written again.
        await _platform.AddDeviceAsync("rebuild-quiet", "river", Station, Cancellation);
        var registered = await CountAsync("select max(seq_id) from miyagi.mt_events where stream_id = 'device:rebuild-quiet'");
        await Eventually.HoldsAsync("the quiet device is known", async () => await PositionAsync("devices/1") >= registered, Cancellation);
        await ExecuteAsync("update miyagi.devices set firmware = 'forged' where id = 'rebuild-quiet'");

        var verdict = await Assert.ThrowsAsync<InvalidOperationException>(() => CommandAsync("verify", "devices"));
        Assert.Contains("id rebuild-quiet: firmware is \"forged\" live and null in the replay", verdict.Message, StringComparison.Ordinal);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var reading = CountGapsAsync(stop.Token);
        var writing = WriteAsync(login, stop.Token);
        await CommandAsync("rebuild", "devices");
        await CommandAsync("rebuild", "alerts");
        await stop.CancelAsync();

        var (reads, gaps) = await reading;
        await writing;
        Assert.True(reads > 20, $"only {reads} reads");
        Assert.Equal(0, gaps);
        await PublishAsync(login, 5_000);
        await Eventually.HoldsAsync(
            "the live projection goes on from the rebuilt rows",
            async () => await CountAsync("select count(*) from miyagi.latest_values where device = 'rebuild-1' and value = 5") == 1,
            Cancellation);
        Assert.Contains("equal", await CommandAsync("verify", "devices"), StringComparison.Ordinal);
        Assert.Contains("equal", await CommandAsync("verify", "alerts"), StringComparison.Ordinal);
        Assert.Equal(0, await RepeatedEpisodesAsync());
        // It did what it was told to: that is no fault in the log.
        Assert.Contains("The rows of projection devices/1 were replaced", _platform.Platform.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("Projection devices/1 stopped", _platform.Platform.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("CheckpointMoved", _platform.Platform.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_node_takes_over_within_ten_seconds_of_a_kill_and_nothing_is_done_twice()
    {
        var login = await _platform.AddDeviceAsync("lease-1", "river", Station, Cancellation);
        await using var second = new Platform(_platform.Postgres, _platform.Influx, new Dictionary<string, string?> { ["MIYAGI_DATA"] = _platform.Platform.DataFolder });
        await second.StartAsync(Cancellation);
        await _platform.Platform.KillAsync();

        try
        {
            await Eventually.HoldsAsync("the second node holds the leases", async () => await HolderAsync() == $"{Environment.MachineName}:{second.ProcessId}", Cancellation, TimeSpan.FromSeconds(10));
        }
        catch (TimeoutException)
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"held by {await HolderAsync()}, not by {second.ProcessId}; the second node:\n{second.Log}");
            throw;
        }

        var published = await new MosquittoClient(second.MqttPort).PublishAsync(
            login, login.Topic("telemetry"), Stage(9_000), MosquittoClient.Version5, 1, Cancellation);
        Assert.True(published.ExitCode == 0, published.Output);
        await Eventually.HoldsAsync(
            "the second node's projections take the reading in",
            async () => await CountAsync("select count(*) from miyagi.latest_values where device = 'lease-1'") == 1,
            Cancellation);
        Assert.Equal(0, await RepeatedEpisodesAsync());
        await second.StopAsync();
        await _platform.Platform.StartAsync(Cancellation);
    }

    [Fact]
    public async Task A_frozen_node_is_taken_over_within_ten_seconds_and_writes_nothing_when_it_wakes()
    {
        var login = await _platform.AddDeviceAsync("frozen-1", "river", Station, Cancellation);
        var first = _platform.Platform;
        await using var second = new Platform(_platform.Postgres, _platform.Influx, new Dictionary<string, string?> { ["MIYAGI_DATA"] = first.DataFolder });

        // The second node is the writer as soon as it runs, and at the next full minute the first one would find that out and end.
        await Eventually.HoldsAsync("a minute has begun some seconds ago", () => TimeProvider.System.GetUtcNow().Second is >= 3 and < 20, Cancellation);
        await second.StartAsync(Cancellation);
        Assert.Equal($"{Environment.MachineName}:{first.ProcessId}", await HolderAsync());
        var mosquitto = new MosquittoClient(second.MqttPort);

        // Frozen in the midst of its work, with events on the way that it has not taken in.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var writing = WriteThroughAsync(mosquitto, login, stop.Token);
        await Eventually.HoldsAsync("readings flow", async () => await CountAsync("select count(*) from miyagi.latest_values where device = 'frozen-1'") == 1, Cancellation);
        ServerProcess.Send(first.ProcessId, ServerProcess.Suspend);
        try
        {
            await Eventually.HoldsAsync(
                "the second node holds all leases", async () => await HolderAsync() == $"{Environment.MachineName}:{second.ProcessId}", Cancellation, TimeSpan.FromSeconds(10));
            var head = await CountAsync("select max(seq_id) from miyagi.mt_events");
            var behind = "";
            await Eventually.HoldsAsync(
                "the second node takes in what comes",
                async () => (behind = await BehindAsync(head)).Length == 0,
                Cancellation,
                TimeSpan.FromSeconds(60),
                () => behind);
        }
        finally
        {
            ServerProcess.Send(first.ProcessId, ServerProcess.Resume);
        }

        await Eventually.HoldsAsync("the first node answers again", async () => await first.HealthAsync(Cancellation) is not null, Cancellation);
        await stop.CancelAsync();
        var sent = await writing;

        Assert.Equal($"{Environment.MachineName}:{second.ProcessId}", await HolderAsync());
        await Eventually.HoldsAsync(
            "the ledger has all that was sent, once",
            async () => await CountAsync("select coalesce(sum(count), 0)::bigint from miyagi.ledger where device = 'frozen-1' and entry = 1") == sent,
            Cancellation);
        await Eventually.HoldsAsync("the audit finds both sides equal", async () => await AuditAsync() is var text && !text.Contains("DIFFERS", StringComparison.Ordinal), Cancellation, TimeSpan.FromSeconds(60));
        Assert.EndsWith("equal", (await CommandAsync("verify", "ledger")).TrimEnd(), StringComparison.Ordinal);
        Assert.EndsWith("equal", (await CommandAsync("verify", "series-history")).TrimEnd(), StringComparison.Ordinal);
        Assert.EndsWith("equal", (await CommandAsync("verify", "alerts")).TrimEnd(), StringComparison.Ordinal);
        Assert.Equal(0, await RepeatedEpisodesAsync());

        // The journal has another writer since, so the first node acknowledges nothing and ends.
        var late = await _platform.Mosquitto.PublishAsync(login, login.Topic("telemetry"), Stage(300), MosquittoClient.Version5, 1, Cancellation);
        Assert.NotEqual(0, late.ExitCode);
        await Eventually.HoldsAsync("the first node has ended", async () => await first.HealthAsync(Cancellation) is null, Cancellation);
        await second.StopAsync();
        await first.StartAsync(Cancellation);
    }

    /// <summary>The projections whose stored checkpoint is before a position, what stops them, and who holds up whom in the database; empty when none is behind.</summary>
    private async Task<string> BehindAsync(long position) => await ScalarAsync(
        $"""
        select string_agg(p.name || ' at ' || p.last_seq_id || coalesce(': ' || l.problem, ''), E'\n') || coalesce(E'\n' || (
            select string_agg(w.pid || ' waits for ' || b.pid || ', which is ' || b.state || ' (' || coalesce(b.wait_event, 'working') || ') since ' || b.state_change || ' with ' || left(b.query, 100), E'\n')
                from pg_stat_activity w cross join unnest(pg_blocking_pids(w.pid)) h (pid) join pg_stat_activity b on b.pid = h.pid), '')
        from miyagi.mt_event_progression p left join miyagi.projection_leases l using (name) where p.name like '%/1' and p.last_seq_id < {position}
        """) as string ?? "";

    /// <summary>Publishes one reading after another to a node; the number of those that it acknowledged.</summary>
    private static async Task<long> WriteThroughAsync(MosquittoClient mosquitto, DeviceLogin login, CancellationToken stopped)
    {
        long acknowledged = 0;
        while (!stopped.IsCancellationRequested)
        {
            var published = await mosquitto.PublishAsync(login, login.Topic("telemetry"), Stage(acknowledged % 2 == 0 ? 200 : 18_500), MosquittoClient.Version5, 1, Cancellation);
            acknowledged += published.ExitCode == 0 ? 1 : 0;
        }

        return acknowledged;
    }

    private async Task<string> AuditAsync()
    {
        try
        {
            return await CommandAsync("audit");
        }
        catch (InvalidOperationException exception) when (exception.Message.Contains("DIFFERS", StringComparison.Ordinal))
        {
            return exception.Message;
        }
    }

    private static string Stage(int thousandths) => string.Create(
        CultureInfo.InvariantCulture, $$"""{"ts":{{TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()}},"m":{"stage":{{thousandths / 1000.0}} } }""");

    private Task PublishAsync(DeviceLogin login, int thousandths) => _platform.PublishAsync(login, Stage(thousandths), Cancellation);

    private Task<string> CommandAsync(params string[] arguments) => _platform.Platform.CommandAsync(["projection", .. arguments], NoSettings, Cancellation);

    private async Task<long> AppendBrokenBlockAsync()
    {
        await ExecuteAsync(
            """
            select count(*) from miyagi.append_events(null, 9223372036854775807, now(), array[gen_random_uuid()], array['journal:0:broken']::varchar[], array['readings_recorded']::varchar[],
                array['{"groups": 7}']::jsonb[], array['test']::varchar[], array[null]::varchar[], array[null]::varchar[], array[]::varchar[], array[]::bigint[])
            """);
        return await CountAsync("select max(seq_id) from miyagi.mt_events where stream_id = 'journal:0:broken'");
    }

    private async Task WriteAsync(DeviceLogin login, CancellationToken cancellationToken)
    {
        for (var i = 0; !cancellationToken.IsCancellationRequested; i++)
        {
            await PublishAsync(login, 100 + i);
        }
    }

    private async Task<(int Reads, int Gaps)> CountGapsAsync(CancellationToken cancellationToken)
    {
        var (reads, gaps) = (0, 0);
        while (!cancellationToken.IsCancellationRequested)
        {
            var rows = await CountAsync("select count(*) from miyagi.latest_values v join miyagi.devices d on d.id = v.device where d.id = 'rebuild-1'");
            (reads, gaps) = (reads + 1, gaps + (rows == 1 ? 0 : 1));
        }

        return (reads, gaps);
    }

    private Task<long> RepeatedEpisodesAsync() => CountAsync(
        "select count(*) from (select data #>> '{step,episode}' from miyagi.mt_events where type = 'episode_raised' group by 1 having count(*) > 1) twice");

    private Task<long> PositionAsync(string name) => CountAsync($"select coalesce(max(last_seq_id), 0) from miyagi.mt_event_progression where name = '{name}'");

    private async Task<string[]> StopsAsync() => (string[])(await ScalarAsync("select coalesce(array_agg(name::text order by name), '{}') from miyagi.projection_stops"))!;

    private async Task<string> HolderAsync() => (string)(await ScalarAsync("select string_agg(distinct holder, ' ') from miyagi.projection_leases"))!;

    private async Task<long> CountAsync(string sql) => (long)(await ScalarAsync(sql))!;

    private async Task ExecuteAsync(string sql) => await ScalarAsync(sql);

    private async Task<object?> ScalarAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_platform.PostgresConnectionString);
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Cancellation);
    }
}
