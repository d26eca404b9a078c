using System.Globalization;
using MiyagiSensing.Simulators.Devices;
using MiyagiSensing.Simulators.Load;
using Npgsql;

namespace MiyagiSensing.Bench.EndToEnd;

/// <summary>One measurement: load, probe, meters, then the stores' own figures. The stores are found as the platform finds them, by the environment.</summary>
internal sealed class EndToEndRun : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly IReadOnlyList<DeviceAccount> _devices;
    private readonly DeviceAccount _probed;
    private readonly LoadOptions _options;
    private readonly TimeProvider _clock;
    private readonly NpgsqlDataSource _database;
    private readonly HttpClient _influx;
    private readonly string _influxDatabase;
    private readonly StoreFigures _stores;
    private readonly List<ProcessMeter> _meters;

    public EndToEndRun(
        IReadOnlyList<DeviceAccount> accounts, int connections, LoadOptions options, IReadOnlyList<string> processes, string? influxFolder, TimeProvider clock)
    {
        _devices = [.. accounts.Take(connections)];
        _probed = accounts[connections];
        _options = options;
        _clock = clock;
        _database = NpgsqlDataSource.Create(Setting("MIYAGI_POSTGRES"));
        _influx = new HttpClient { BaseAddress = new Uri(Setting("MIYAGI_INFLUX_URL").TrimEnd('/') + "/") };
        _influxDatabase = Environment.GetEnvironmentVariable("MIYAGI_INFLUX_DATABASE") ?? "miyagi";
        _stores = new StoreFigures(_database, _influx, _influxDatabase, influxFolder);
        _meters =
        [
            .. processes.Select(process => process.Split('='))
                .Append(["load generator", Environment.ProcessId.ToString(CultureInfo.InvariantCulture)])
                .Select(parts => new ProcessMeter(parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture), clock)),
        ];
    }

    /// <summary>Runs it.</summary>
    public async Task<BenchReport> RunAsync(TimeSpan length, bool mosquitto, CancellationToken cancellationToken)
    {
        var (committedBefore, blocksBefore) = (await _stores.CommittedAsync(cancellationToken), await _stores.BlocksAsync(cancellationToken));
        var (eventBytesBefore, historyBytesBefore, influxBytesBefore) =
            (await _stores.EventBytesAsync(cancellationToken), await _stores.HistoryBytesAsync(cancellationToken), _stores.InfluxBytes());
        var pointsBefore = await _stores.InfluxPointsAsync(_probed.Domain, cancellationToken);

        var probe = new VisibilityProbe(_probed, _options.Port, _database, _influx, _influxDatabase, _clock);
        using var probing = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var run = new LoadRun(_devices, _options, _clock);
        var metering = MeterAsync(run, probe, probing.Token);
        var load = await run.RunAsync(length, Patience, cancellationToken);
        var processes = _meters.ConvertAll(meter => meter.Stop());
        await probing.CancelAsync();
        await metering;
        var steps = await StepAsync(cancellationToken);

        // The probe's own readings, at most ten a second, are among them.
        var probed = probe.Acknowledged;
        var committed = await _stores.CommittedAsync(cancellationToken) - committedBefore;
        var points = await _stores.InfluxPointsAsync(_probed.Domain, cancellationToken) - pointsBefore;
        return new BenchReport
        {
            Window = _options.Window,
            Load = load,
            Committed = committed - probed,
            Blocks = await _stores.BlocksAsync(cancellationToken) - blocksBefore,
            InInfluxDb = points - probed,
            SecondsToStep = steps,
            ToReadModel = Latency.Of(probe.ReadModel),
            ToInfluxDb = Latency.Of(probe.InfluxDb),
            Unseen = probe.Unseen,
            Processes = processes,
            EventStoreBytesPerReading = PerReading(await _stores.EventBytesAsync(cancellationToken) - eventBytesBefore, committed),
            HistoryBytesPerReading = PerReading(await _stores.HistoryBytesAsync(cancellationToken) - historyBytesBefore, committed),
            InfluxDbBytesPerPoint = _stores.InfluxBytes() - influxBytesBefore is { } bytes ? PerReading(bytes, points) : null,
            Mosquitto = mosquitto ? await MosquittoBaseline.RunAsync(_devices, _options, length, _clock, cancellationToken) : null,
        };
    }

    public async ValueTask DisposeAsync()
    {
        _influx.Dispose();
        await _database.DisposeAsync();
    }

    private static string Setting(string name) =>
        Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"{name} is not set; ./miyagi bench sets it.");

    private static double PerReading(long bytes, long readings) => Math.Round((double)bytes / Math.Max(readings, 1), 2);

    /// <summary>Meters and probe begin when the load does: signing in is no part of it.</summary>
    private async Task MeterAsync(LoadRun run, VisibilityProbe probe, CancellationToken cancellationToken)
    {
        while (run.Acknowledged == 0 && !cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), _clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _meters.ForEach(meter => meter.Start());
        await probe.RunAsync(cancellationToken);
    }

    private async Task<IReadOnlyDictionary<string, double>> StepAsync(CancellationToken cancellationToken)
    {
        var (began, head) = (_clock.GetTimestamp(), await _stores.HeadAsync(cancellationToken));
        Dictionary<string, double> steps = [];
        while (_clock.GetElapsedTime(began) < Patience)
        {
            var positions = await _stores.PositionsAsync(cancellationToken);
            var elapsed = Math.Round(_clock.GetElapsedTime(began).TotalSeconds, 2);
            foreach (var name in positions.Where(pair => pair.Value >= head && !steps.ContainsKey(pair.Key)).Select(pair => pair.Key))
            {
                steps.Add(name, elapsed);
            }

            if (steps.Count == positions.Count)
            {
                return steps;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), _clock, cancellationToken);
        }

        foreach (var name in (await _stores.PositionsAsync(cancellationToken)).Keys.Except(steps.Keys))
        {
            steps.Add(name, -1);
        }

        return steps;
    }
}
