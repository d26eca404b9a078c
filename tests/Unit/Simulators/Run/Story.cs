using MiyagiSensing.Simulators.Devices;
using MiyagiSensing.Simulators.Run;
using MiyagiSensing.Unit.Simulators.Fakes;
using Xunit;

namespace MiyagiSensing.Unit.Simulators.Run;

/// <summary>Plays the scripts of stations to a broker, without waiting for any clock.</summary>
internal static class Story
{
    private static readonly DateTimeOffset Origin = new(2026, 8, 2, 5, 0, 0, TimeSpan.Zero);

    /// <summary>What the stations' devices publish, in order for each device; the first station counts as the first of its domain.</summary>
    public static async Task<(IReadOnlyList<BrokerMessage> Messages, DeviceCounters Counters)> PlayAsync(IEnumerable<SimulatedStation> stations, int stories)
    {
        await using var broker = new ScriptedBroker();
        var counters = new DeviceCounters();
        List<FieldDevice> devices = [];
        foreach (var station in stations)
        {
            var account = DeviceAccount.Create($"{station.Id}-d1", station.Domain, station.Id);
            var device = new FieldDevice(account, "127.0.0.1", broker.Port, TimeProvider.System, new Random(1), counters);
            Measure(FieldScripts.Of(device, station, isFirst: devices.Count == 0), stories);
            devices.Add(device);
        }

        await Task.WhenAll(devices.Select(SendAllAsync));
        return (broker.Messages, counters);
    }

    private static void Measure(FieldScript script, int stories)
    {
        var steps = (long)(stories * TimeSpan.FromHours(FieldScripts.StoryHours) / script.Interval);
        for (var step = 0L; step < steps; step++)
        {
            var at = Origin + (script.Interval * step);
            script.Measure(script.Device, at, (at - Origin).TotalHours % FieldScripts.StoryHours, step);
        }
    }

    private static async Task SendAllAsync(FieldDevice device)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var running = Task.Run(() => device.RunAsync(stop.Token), TestContext.Current.CancellationToken);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!device.IsDrained)
        {
            await timer.WaitForNextTickAsync(limit.Token);
        }

        await stop.CancelAsync();
        await running;
    }
}
