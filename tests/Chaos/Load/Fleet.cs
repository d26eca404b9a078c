using System.Security.Cryptography;
using MiyagiSensing.Chaos.Servers;
using MiyagiSensing.Mqtt.Codec;

namespace MiyagiSensing.Chaos.Load;

/// <summary>All devices of the run.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private readonly List<ChaosDevice> _devices = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _running = [];
    private readonly int _port;
    private readonly int _seed;
    private readonly TimeProvider _clock;

    private Fleet(int port, int seed, TimeProvider clock)
    {
        (_port, _seed, _clock) = (port, seed, clock);
        // Limits of the stations: stage 17.85 and 17.97; water 23 to 30 °C, salinity 25 and 15.
        for (var i = 0; i < 16; i++)
        {
            AddGauge($"chaos-river-{i}", "river", "river-0400000001", ["main"], [new("stage", 17.6, 0.6, 400 + (i * 20)), new("battery", 12.4, 0.3, 999)]);
        }

        for (var i = 0; i < 16; i++)
        {
            AddGauge($"chaos-buoy-{i}", "buoy", "buoy-onagawa", ["1m", "5m", "10m"], [new("water_temp", 20, 12, 900 + (i * 30)), new("salinity", 26, 8, 700)]);
        }

        for (var i = 0; i < 6; i++)
        {
            Add($"chaos-bridge-{i}", "pipe-bridge", "pipe-bridge-sanuma", key => new BurstVoice(key, "acceleration", 20, new Random(_seed + i)));
        }

        // The odd ones. A clock three minutes ahead is within what is taken as true.
        AddGauge("chaos-fast-0", "river", "river-0400000001", ["main"], [new("stage", 17.5, 0.7, 300)], ahead: 180_000);
        AddGauge("chaos-fast-1", "buoy", "buoy-onagawa", ["1m"], [new("water_temp", 20, 11, 300)], ahead: 180_000);
        AddGauge("chaos-hour-ahead", "river", "river-0400000001", ["main"], [new("stage", 17.5, 0.7, 300)]).Clock = WrongClock.HourAhead;
        AddGauge("chaos-japan-time", "buoy", "buoy-onagawa", ["1m"], [new("water_temp", 20, 11, 300)]).Clock = WrongClock.JapanTime;
        AddGauge("chaos-never-set", "river", "river-0400000001", ["main"], [new("stage", 17.5, 0.7, 300)]).Clock = WrongClock.NeverSet;
        Add("chaos-stutter", "river", "river-0400000001", key => new StutterVoice(new GaugeVoice(key, ["main"], [new("stage", 17.0, 0.5, 300)], 4, 0, new Random(_seed))));
        Add("chaos-contradicting", "river", "river-0400000001", key => new ContradictingVoice(key, "stage"));
        Add("chaos-counting", "rtk", "rtk-tome", key => new CountingVoice(key, "satellites"));
        Add("chaos-garbage-0", "river", "river-0400000001", key => new GarbageVoice(key, "stage"));
        Add("chaos-garbage-1", "buoy", "buoy-onagawa", key => new GarbageVoice(key, "battery"));
    }

    /// <summary>Everybody.</summary>
    public IReadOnlyList<ChaosDevice> Devices => _devices;

    /// <summary>Messages without an acknowledgement.</summary>
    public int WaitingCount => _devices.Sum(device => device.WaitingCount);

    /// <summary>Messages acknowledged since the logs were last taken.</summary>
    public int AcknowledgedCount => _devices.Sum(device => device.AcknowledgedCount);

    /// <summary>Makes and registers the devices; they connect, and are silent.</summary>
    public static async Task<Fleet> StartAsync(ServerSet servers, int seed, string folder, TimeProvider clock, CancellationToken cancellationToken)
    {
        var fleet = new Fleet(servers.DeviceLink.Port, seed, clock);
        await fleet.RegisterAsync(servers, folder, cancellationToken);
        fleet._running.AddRange(fleet._devices.Select(device => device.RunAsync(fleet._stop.Token)));
        return fleet;
    }

    /// <summary>Lets all devices measure, or keeps them from it.</summary>
    public void Speak(bool isSpeaking) => _devices.ForEach(device => device.IsSpeaking = isSpeaking);

    /// <summary>Sets the clocks of some good gauges wrong, or all right again.</summary>
    public void SetClocks(WrongClock clock, Random random)
    {
        foreach (var gauge in _devices.Select(device => device).Where(device => device.Key.Device.StartsWith("chaos-river-", StringComparison.Ordinal)
            || device.Key.Device.StartsWith("chaos-buoy-", StringComparison.Ordinal)))
        {
            if (clock == WrongClock.None || random.Next(4) == 0)
            {
                ((GaugeVoice)gauge.Voice).Clock = clock;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_running);
        _stop.Dispose();
    }

    private async Task RegisterAsync(ServerSet servers, string folder, CancellationToken cancellationToken)
    {
        var (file, secrets) = (Path.Combine(folder, "devices.csv"), Path.Combine(folder, "secrets"));
        await File.WriteAllLinesAsync(
            file, ["id,domain,station,secret", .. _devices.Select(device => $"{device.Key.Device},{device.Key.Domain},{device.Key.Station},{device.Key.Secret}")], cancellationToken);
        await servers.CommandAsync(["device", "import", file, "--secret-file", secrets], cancellationToken);
        var made = (await File.ReadAllLinesAsync(secrets, cancellationToken)).Select(line => line.Split('\t')).ToDictionary(pair => pair[0], pair => pair[1]);
        foreach (var device in _devices.Where(device => device.Key.Secret.Length == 0))
        {
            device.Key.Secret = made[device.Key.Device];
        }
    }

    private GaugeVoice AddGauge(string device, string domain, string station, string[] sensors, GaugeMetric[] metrics, long ahead = 0)
    {
        var voice = new GaugeVoice(device, sensors, metrics, readings: 4, ahead, new Random(_seed + _devices.Count));
        Add(device, domain, station, _ => voice);
        return voice;
    }

    private void Add(string device, string domain, string station, Func<string, Voice> voice)
    {
        // Some bring a secret of their own, which is checked slowly after each start of the platform.
        var key = new DeviceKey(device, domain, station) { Secret = _devices.Count % 10 == 9 ? RandomNumberGenerator.GetHexString(16, lowercase: true) : "" };
        var version = _devices.Count % 2 == 0 ? MqttVersion.Mqtt5 : MqttVersion.Mqtt311;
        _devices.Add(new ChaosDevice(key, voice(device), version, Interval, _port, new Random(_seed + (1_000 * _devices.Count)), _clock));
    }
}
