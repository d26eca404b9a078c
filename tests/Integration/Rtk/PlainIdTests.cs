using MiyagiSensing.Integration.Fixtures;
using MiyagiSensing.Integration.Outages;
using Npgsql;
using Xunit;

namespace MiyagiSensing.Integration.Rtk;

/// <summary>After everything that may happen with a user id, it stands nowhere: not in the database's own files, not in its dump, the log, InfluxDB or the data folder; nor do position and address.</summary>
public sealed class PlainIdTests(OwnServersFixture platform) : IntegrationTest(platform), IClassFixture<OwnServersFixture>
{
    private const string User = "sato-tome-471142";
    private const string Position = "38.271828";
    private const string Address = "203.0.113.177";

    private static readonly Dictionary<string, string?> NoSettings = [];

    private readonly PlatformFixture _platform = platform;

    [Fact]
    public async Task A_plain_id_is_found_nowhere()
    {
        await using var store = new RtkStore(_platform.PostgresConnectionString);
        var elsewhere = TemporaryFolder.Create("ids");
        var login = await _platform.AddDeviceAsync("base-plain", "rtk", "rtk-tome", Cancellation);
        string[] payloads =
        [
            $$"""{"event":"session_start","session":"s1","user":"{{User}}","mountpoint":"TOME-{{User}}","agent":"NTRIP {{User}}"}""",
            $$"""{"event":"session_update","session":"{{User}}-late","fix":4}""",
            $$"""{"event":"session_end","session":"{{User}}-late","reason":"kicked {{User}} by operator"}""",
            $$"""{"event":"session_update","session":"s1","fix":4,"lat":{{Position}},"lon":140.314159}""",
            $$"""{"event":"session_end","session":"s1","user":"{{User}}","reason":"{{User}} left"}""",
            $$"""{"event":"session_start","session":"{{User}}-1","user":"{{User}}"}""",
            $$"""{"event":"session_start","session":"s2","user":"{{User}}" """,
            $$"""{"event":"session_update","session":"s1","fix":"{{User}}","lat":{{Position}} }""",
            $$"""[{"m":{"uptime":"{{User}}"} },{"ts":"{{User}}","m":{"uptime":1} },{"sensor":"{{User}} x","m":{"uptime":1} }]""",
            User,
            Accepted("20/May/2026:09:00:00", "1"),
            $"[20/May/2026:10:00:00] [2:Source Thread] Kicking client 1 [{User}] [{Address}] [{User} left] [listener], connected for 59 minutes, 4711 bytes transfered. 0 clients connected",
            Accepted("20/May/2099:09:00:00", "2"),
            Accepted("20/May/2026:09:00:00", User),
            $"$GNGGA,101010.00,{Position},N,14055.5,E,4,12,0.68,1,M,1,M,,{User}*00",
        ];
        foreach (var topic in new[] { "event", "telemetry", "status", "command/ack" })
        {
            foreach (var payload in payloads)
            {
                var result = await _platform.Mosquitto.PublishAsync(login, login.Topic(topic), payload, MosquittoClient.Version5, 1, Cancellation);
                Assert.True(result.ExitCode == 0, result.Output);
            }
        }

        var knock = await _platform.Mosquitto.PublishAsync(login with { Device = User }, login.Topic("event"), "{}", MosquittoClient.Version5, 1, Cancellation);
        Assert.NotEqual(0, knock.ExitCode);
        Assert.Contains("unknown user #", _platform.Platform.Log, StringComparison.Ordinal);

        var ids = await WriteAsync(elsewhere, "ids.txt", User);
        Assert.Contains("1 registered, 0 were registered already", await CommandAsync("rtk", "register", ids, "--source", "applications of May"), StringComparison.Ordinal);
        var csv = await WriteAsync(elsewhere, "ids.csv", "id,on,source", $"{User},2026-04-01,list of April", $"{User}-b,,", $"{User}-c,2026-04-02,");
        Assert.Contains("2 registered, 1 were registered already", await CommandAsync("rtk", "import-ids", csv), StringComparison.Ordinal);
        Assert.Contains("0 registered, 3 were registered already", await CommandAsync("rtk", "import-ids", csv), StringComparison.Ordinal);
        Assert.Contains("1 retired, 0 were not registered", await CommandAsync("rtk", "retire", ids, "--reason", "given back"), StringComparison.Ordinal);
        foreach (var refused in new[] { await RefusedAsync("rtk", "register", ids, "--source", $"mail of {User}"), await RefusedAsync("rtk", "import-ids", await WriteAsync(elsewhere, "bad.csv", "id,on", $"{User},never")) })
        {
            Assert.DoesNotContain(User, refused.Replace(elsewhere, "", StringComparison.Ordinal).Replace($"mail of {User}", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }

        var log = await WriteAsync(elsewhere, "caster.log", Accepted("21/May/2026:09:00:00", "5"), Accepted("22/May/2026:09:00:00", "x" + User));
        await RefusedAsync("rtk", "import", log, "--device", login.Device);
        Assert.Contains("1 of 1 ids are known", await CommandAsync("rtk", "forget", ids), StringComparison.Ordinal);
        await store.ProjectedAsync(Cancellation);
        Assert.Equal(["3"], await store.RowsAsync("select count(*) from miyagi.rtk_ids", Cancellation));
        Assert.NotEqual("0", (await store.RowsAsync("select count(*) from miyagi.rtk_sessions where user_id is not null", Cancellation))[0]);
        Assert.NotEqual("0", (await store.RowsAsync("select count(*) from miyagi.mt_events where type = 'message_dead_lettered'", Cancellation))[0]);

        var settings = new NpgsqlConnectionStringBuilder(_platform.PostgresConnectionString);
        var dump = await PlainTrace.OutputAsync(
            elsewhere, ["/usr/lib/postgresql/15/bin/pg_dump", "-h", settings.Host!, "-p", $"{settings.Port}", "-U", settings.Username!, settings.Database!], Cancellation);
        // With the log that it writes ahead, which has all that was ever written.
        var database = _platform.Postgres.Folder!;
        var influx = _platform.Influx.Folder!;
        // What is looked for would be found: the device's id is in all of them.
        Assert.True(PlainTrace.Holds(dump, login.Device));
        Assert.NotEmpty(PlainTrace.FilesWith(database, login.Device));
        foreach (var secret in new[] { User, Position, Address })
        {
            Assert.False(PlainTrace.Holds(dump, secret), $"{secret} is in the dump");
            Assert.Empty(PlainTrace.FilesWith(database, secret));
            Assert.Empty(PlainTrace.FilesWith(_platform.Platform.DataFolder, secret));
            Assert.Empty(PlainTrace.FilesWith(influx, secret));
            Assert.DoesNotContain(secret, _platform.Logs(), StringComparison.OrdinalIgnoreCase);
        }
    }

    private static string Accepted(string at, string client) =>
        $"[{at}] [3:Connection Handler] Accepted client {client} [{User}] from [{Address}] on mountpoint [/TOME-{User}]. 1 clients connected";

    private static async Task<string> WriteAsync(string folder, string name, params string[] lines)
    {
        var file = Path.Combine(folder, name);
        await File.WriteAllLinesAsync(file, lines, Cancellation);
        return file;
    }

    private async Task<string> RefusedAsync(params string[] arguments) => (await Assert.ThrowsAsync<InvalidOperationException>(() => CommandAsync(arguments))).Message;

    private Task<string> CommandAsync(params string[] arguments) => _platform.Platform.CommandAsync(arguments, NoSettings, Cancellation);
}
