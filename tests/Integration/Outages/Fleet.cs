using MiyagiSensing.Integration.Fixtures;
using Xunit;

namespace MiyagiSensing.Integration.Outages;

/// <summary>Some devices that send at a steady pace until they are told to finish: load for an outage, and its audit.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    private const int Devices = 4;
    private const int ReadingsPerTick = 5;
    private const string Station = "river-0400000001";
    private const string Metric = "stage";
    private const string Domain = "river";

    // 4 devices × 5 readings × 40 a second = 800 readings a second.
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(25);

    private readonly PlatformFixture _platform;
    private readonly List<StreamingDevice> _devices;
    private readonly CancellationTokenSource _measuring = new();
    private readonly Task _pace;

    private Fleet(PlatformFixture platform, List<StreamingDevice> devices)
    {
        _platform = platform;
        _devices = devices;
        _pace = SendAsync();
    }

    /// <summary>How many readings have been acknowledged so far.</summary>
    public int AcknowledgedCount => _devices.Sum(device => device.AcknowledgedCount);

    /// <summary>Registers the devices and lets them send; returns when the first thousand readings have been acknowledged.</summary>
    public static async Task<Fleet> StartAsync(PlatformFixture platform, string name, CancellationToken cancellationToken)
    {
        var logins = new List<DeviceLogin>();
        for (var i = 0; i < Devices; i++)
        {
            logins.Add(await platform.AddDeviceAsync($"{name}-{i}", Domain, Station, cancellationToken));
        }

        // Far enough in the past that a reading a millisecond never overtakes the clock.
        var firstInstant = (TimeProvider.System.GetUtcNow() - TimeSpan.FromHours(1)).ToUnixTimeMilliseconds();
        var fleet = new Fleet(
            platform, [.. logins.Select(login => StreamingDevice.Start(login, Metric, platform.MqttPort, firstInstant))]);
        await Eventually.HoldsAsync("the load runs", () => fleet.AcknowledgedCount > 1_000, cancellationToken);
        return fleet;
    }

    /// <summary>What has been acknowledged until now must be in the event store now.</summary>
    public async Task AcknowledgedIsStoredAsync(CancellationToken cancellationToken)
    {
        foreach (var device in _devices)
        {
            var acknowledged = device.Acknowledged();
            var stored = await _platform.EventStore.InstantsAsync(device.Login.Device, cancellationToken);
            Assert.Empty(acknowledged.Except(stored));
        }
    }

    /// <summary>Stops measuring, waits until everything is acknowledged, then finds every reading exactly once in both stores.</summary>
    public async Task FinishExactlyOnceAsync(CancellationToken cancellationToken)
    {
        await _measuring.CancelAsync();
        await _pace;
        foreach (var device in _devices)
        {
            await device.FinishAsync(cancellationToken);
            Assert.Equal(device.Sent(), await _platform.EventStore.InstantsAsync(device.Login.Device, cancellationToken));
        }

        foreach (var device in _devices)
        {
            IReadOnlyList<long> points = [];
            await Eventually.HoldsAsync(
                $"InfluxDB has all of {device.Login.Device}",
                async () =>
                {
                    points = await _platform.TimeSeries.InstantsAsync(Domain, device.Login.Device, Metric, cancellationToken);
                    return points.Count >= device.Sent().Count;
                },
                cancellationToken);
            Assert.Equal(device.Sent(), points);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _measuring.CancelAsync();
        await _pace;
        foreach (var device in _devices)
        {
            await device.DisposeAsync();
        }

        _measuring.Dispose();
    }

    private async Task SendAsync()
    {
        using var timer = new PeriodicTimer(Tick, TimeProvider.System);
        try
        {
            while (await timer.WaitForNextTickAsync(_measuring.Token))
            {
                foreach (var device in _devices)
                {
                    await device.SendAsync(ReadingsPerTick);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Told to stop measuring.
        }
    }
}
