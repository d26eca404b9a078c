using MiyagiSensing.Integration.Fixtures;
using MiyagiSensing.Simulators.Devices;
using MiyagiSensing.Simulators.Load;
using Xunit;

namespace MiyagiSensing.Integration.Backup;

/// <summary>A platform that was backed up while devices were sending, and then stopped.</summary>
public sealed class BackedUpPlatform : IAsyncLifetime
{
    private const int Devices = 5;
    private const int ReadingsPerSecond = 1_000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Holds everything.</summary>
    public string Folder { get; } = TemporaryFolder.Create("backup");

    /// <summary>The data folder that was backed up.</summary>
    public string Data => Path.Combine(Folder, "data");

    /// <summary>The backup.</summary>
    public string File => Path.Combine(Folder, "events.backup");

    /// <summary>The backup of the key store.</summary>
    public string KeysFile => Path.Combine(Folder, "keys.backup");

    /// <summary>By device, the instants (Unix ms) that were acknowledged before the backup began.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<long>> AcknowledgedBefore { get; private set; } = new Dictionary<string, IReadOnlyList<long>>();

    /// <summary>A file that lay in the archive.</summary>
    public const string ArchivedFile = "2026/river.segment";

    /// <summary>Where the archive of a data folder is.</summary>
    public static string ArchiveOf(string data) => Path.Combine(data, "platform", "archive");

    public async ValueTask InitializeAsync()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var miyagi = new MiyagiCommand();
        await using var up = await miyagi.UpAsync(Data, cancellation);
        var archived = Path.Combine(ArchiveOf(Data), ArchivedFile);
        Directory.CreateDirectory(Path.GetDirectoryName(archived)!);
        await System.IO.File.WriteAllTextAsync(archived, "a day of a river", cancellation);
        List<DeviceAccount> accounts = [.. Enumerable.Range(0, Devices).Select(i => DeviceAccount.Create($"drill-{i}", "river", "river-0400000001"))];
        var devices = Path.Combine(Folder, "devices.csv");
        DeviceAccount.WriteAll(devices, accounts);
        await miyagi.SucceedAsync(cancellation, "device", "import", devices, "--data", Data);

        using var load = new LoadRun(accounts, new LoadOptions { Port = miyagi.MqttPort, Window = 10, Rate = ReadingsPerSecond, Reconnect = true }, TimeProvider.System);
        var running = load.RunAsync(TimeSpan.FromMinutes(5), Patience, cancellation);
        await Eventually.HoldsAsync("the load runs", () => load.Acknowledged > 2_000, cancellation);
        AcknowledgedBefore = load.AcknowledgedByDevice.ToDictionary(
            device => device.Key, IReadOnlyList<long> (device) => [.. Enumerable.Range(0, (int)device.Value).Select(reading => load.FirstInstant + reading)]);
        // As on a platform that has run for long: its writer would no longer send to InfluxDB what is in the store now.
        await miyagi.SucceedAsync(
            cancellation, "sql", "--data", Data, "--", "-c", "update timeseries_positions set position = (select last_seq_id from mt_event_progression where name = 'timeseries/1') where name = 'timeseries/1'");
        await miyagi.SucceedAsync(cancellation, "backup", File, "--data", Data);
        await miyagi.SucceedAsync(cancellation, "backup", "--keys", KeysFile, "--data", Data);
        var acknowledged = load.Acknowledged;
        await Eventually.HoldsAsync("the load goes on", () => load.Acknowledged > acknowledged + 500, cancellation);
        load.StopMeasuring();
        await running;
        await up.StopAsync();
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
