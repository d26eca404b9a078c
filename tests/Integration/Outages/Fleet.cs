using System.Security.Cryptography;
using MiyagiSensing.Integration.Fixtures;
using MiyagiSensing.Simulators.Devices;
using MiyagiSensing.Simulators.Load;
using Xunit;

namespace MiyagiSensing.Integration.Outages;

/// <summary>Devices that send at a steady pace, and again what was not acknowledged, until they are told to finish: load for an outage, and its audit.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    private const int Devices = 20;
    private const int ReadingsPerSecond = 4_000;
    private const string Station = "river-0400000001";
    private const string Metric = "stage";
    private const string Domain = "river";

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private readonly PlatformFixture _platform;
    private readonly LoadRun _load;
    private readonly Task<LoadReport> _running;

    private Fleet(PlatformFixture platform, LoadRun load, CancellationToken cancellationToken)
    {
        _platform = platform;
        _load = load;
        _running = load.RunAsync(Longest, patience: TimeSpan.FromMinutes(1), cancellationToken);
    }

    /// <summary>How many readings have been acknowledged so far.</summary>
    public long AcknowledgedCount => _load.Acknowledged;

    /// <summary>Registers the devices and lets them send; returns when the first thousand readings have been acknowledged.</summary>
    public static async Task<Fleet> StartAsync(PlatformFixture platform, string name, CancellationToken cancellationToken)
    {
        var logins = Enumerable.Range(0, Devices)
            .Select(i => new DeviceLogin($"{name}-{i}", Domain, Station, RandomNumberGenerator.GetHexString(32))).ToList();
        await platform.ImportDevicesAsync(logins, cancellationToken);
        var load = new LoadRun(
            [.. logins.Select(login => new DeviceAccount(login.Device, login.Domain, login.Station, login.Secret))],
            new LoadOptions { Port = platform.MqttPort, Window = 10, Rate = ReadingsPerSecond, Reconnect = true },
            TimeProvider.System);
        var fleet = new Fleet(platform, load, cancellationToken);
        await Eventually.HoldsAsync("the load runs", () => fleet.AcknowledgedCount > 1_000, cancellationToken);
        return fleet;
    }

    /// <summary>What has been acknowledged until now must be in the event store now.</summary>
    public async Task AcknowledgedIsStoredAsync(CancellationToken cancellationToken)
    {
        foreach (var (device, acknowledged) in _load.AcknowledgedByDevice)
        {
            var stored = await _platform.EventStore.InstantsAsync(device, cancellationToken);
            Assert.Empty(Instants(acknowledged).Except(stored));
        }
    }

    /// <summary>Stops measuring, waits until everything is acknowledged, then finds every reading exactly once in both stores.</summary>
    public async Task FinishExactlyOnceAsync(CancellationToken cancellationToken)
    {
        _load.StopMeasuring();
        var report = await _running;
        Assert.Equal(report.Sent, report.Acknowledged);
        foreach (var (device, acknowledged) in _load.AcknowledgedByDevice)
        {
            var sent = Instants(acknowledged).ToList();
            Assert.Equal(sent, await _platform.EventStore.InstantsAsync(device, cancellationToken));
            IReadOnlyList<long> points = [];
            await Eventually.HoldsAsync(
                $"InfluxDB has all of {device}",
                async () =>
                {
                    points = await _platform.TimeSeries.InstantsAsync(Domain, device, Metric, cancellationToken);
                    return points.Count >= sent.Count;
                },
                cancellationToken);
            Assert.Equal(sent, points);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _load.StopMeasuring();
        await ((Task)_running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _load.Dispose();
    }

    private IEnumerable<long> Instants(long acknowledged) =>
        Enumerable.Range(0, (int)acknowledged).Select(reading => _load.FirstInstant + reading);
}
