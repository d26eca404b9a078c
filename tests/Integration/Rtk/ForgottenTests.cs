using MiyagiSensing.Integration.Backup;
using MiyagiSensing.Integration.Fixtures;
using Xunit;

namespace MiyagiSensing.Integration.Rtk;

/// <summary>A person is forgotten while the platform runs, and stays forgotten whatever is restored.</summary>
public sealed class ForgottenTests
{
    private const string User = "yamada-osaki-990011";

    private static readonly DeviceLogin Base = new("base-forget", "rtk", "rtk-osaki", "0123456789abcdef0123456789abcdef");

    private readonly MiyagiCommand _miyagi = new();
    private readonly string _folder = TemporaryFolder.Create("forgotten");
    private int _sessions;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_was_forgotten_stays_so_after_restores()
    {
        var data = FileOf("data");
        var (ids, list) = (FileOf("ids.txt"), FileOf("forgotten.txt"));
        await File.WriteAllTextAsync(ids, User + "\n", Cancellation);
        string first, second;
        await using (await _miyagi.UpAsync(data, Cancellation))
        {
            await File.WriteAllLinesAsync(FileOf("devices.csv"), ["id,domain,station,secret", $"{Base.Device},{Base.Domain},{Base.Station},{Base.Secret}"], Cancellation);
            await _miyagi.SucceedAsync(Cancellation, "device", "import", FileOf("devices.csv"), "--data", data);
            first = await PseudonymOfNewSessionAsync(data);
            Assert.Equal(first, await PseudonymOfNewSessionAsync(data));
            await _miyagi.SucceedAsync(Cancellation, "rtk", "register", ids, "--source", "applications", "--data", data);
            await _miyagi.SucceedAsync(Cancellation, "backup", FileOf("events-before"), "--data", data);
            await _miyagi.SucceedAsync(Cancellation, "backup", "--keys", FileOf("keys-before"), "--data", data);

            Assert.Contains("Nothing was changed", await _miyagi.SucceedAsync(Cancellation, "rtk", "forget", ids, "--data", data), StringComparison.Ordinal);
            Assert.Contains("1 forgotten, 0 were not known", await _miyagi.SucceedAsync(Cancellation, "rtk", "forget", ids, "--yes", "--data", data), StringComparison.Ordinal);
            Assert.Contains("0 forgotten, 1 were not known", await _miyagi.SucceedAsync(Cancellation, "rtk", "forget", ids, "--yes", "--data", data), StringComparison.Ordinal);
            await using (var store = new RtkStore(MiyagiCommand.SettingOf(data, "MIYAGI_POSTGRES")))
            {
                Assert.Equal(["rtk_id_registered", "rtk_id_retired", "rtk_user_forgotten"], await store.RowsAsync($"select type from miyagi.mt_events where stream_id = 'rtk-user:{first}' order by seq_id", Cancellation));
            }

            // The platform runs on, and knows nobody.
            second = await PseudonymOfNewSessionAsync(data);
            Assert.NotEqual(first, second);
            await File.WriteAllTextAsync(list, await _miyagi.SucceedAsync(Cancellation, "rtk", "forgotten", "--data", data), Cancellation);
            Assert.Equal([first], await File.ReadAllLinesAsync(list, Cancellation));
            await _miyagi.SucceedAsync(Cancellation, "backup", FileOf("events-after"), "--data", data);
            await _miyagi.SucceedAsync(Cancellation, "backup", "--keys", FileOf("keys-after"), "--data", data);
        }

        await ForgottenAfterAsync(first, "events-after", "keys-before");
        await ForgottenAfterAsync(first, "events-before", "keys-after");
        await ForgottenAfterAsync(first, "events-before", "keys-before", "--forgotten", list);
        foreach (var backup in new[] { "events-before", "events-after", "keys-before", "keys-after" })
        {
            await HoldsNoPlainIdAsync(backup);
        }
    }

    /// <summary>Restores a pair of backups and looks who comes when the person comes again.</summary>
    private async Task ForgottenAfterAsync(string first, string events, string keys, params string[] more)
    {
        var data = FileOf($"{events}-{keys}");
        await _miyagi.SucceedAsync(Cancellation, ["restore", FileOf(events), "--keys", FileOf(keys), "--data", data, .. more]);
        Assert.Contains(first, await File.ReadAllLinesAsync(Path.Combine(data, "platform", "keys", "forgotten"), Cancellation));
        await using var up = await _miyagi.UpAsync(data, Cancellation);
        await using (var store = new RtkStore(MiyagiCommand.SettingOf(data, "MIYAGI_POSTGRES")))
        {
            Assert.Equal(["0"], await store.RowsAsync($"select count(*) from miyagi_keys.rtk_pseudonyms where pseudonym = '{first}'", Cancellation));
        }

        Assert.NotEqual(first, await PseudonymOfNewSessionAsync(data));
    }

    private async Task<string> PseudonymOfNewSessionAsync(string data)
    {
        var session = $"s{++_sessions}";
        var result = await new MosquittoClient(_miyagi.MqttPort).PublishAsync(
            Base, Base.Topic("event"), $$"""{"event":"session_start","session":"{{session}}","user":"{{User}}"}""", MosquittoClient.Version311, 1, Cancellation);
        Assert.True(result.ExitCode == 0, result.Output);
        await using var store = new RtkStore(MiyagiCommand.SettingOf(data, "MIYAGI_POSTGRES"));
        return Assert.Single(await store.RowsAsync($"select data ->> 'user' from miyagi.mt_events where type = 'session_started' order by seq_id desc limit 1", Cancellation));
    }

    /// <summary>Every part of a backup, the dump as SQL.</summary>
    private async Task HoldsNoPlainIdAsync(string backup)
    {
        var parts = Directory.CreateDirectory(FileOf(backup + "-parts")).FullName;
        await PlainTrace.OutputAsync(_folder, ["tar", "--extract", "--file", FileOf(backup), "--directory", parts], Cancellation);
        var dump = Directory.GetFiles(parts, "*.dump").Single();
        var sql = await PlainTrace.OutputAsync(_folder, ["/usr/lib/postgresql/15/bin/pg_restore", "--file=-", dump], Cancellation);
        Assert.True(PlainTrace.Holds(sql, "rtk-"));
        Assert.False(PlainTrace.Holds(sql, User));
        Assert.Empty(PlainTrace.FilesWith(parts, User));
    }

    private string FileOf(string name) => Path.Combine(_folder, name);
}
