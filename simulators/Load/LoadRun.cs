using System.Globalization;
using MiyagiSensing.Simulators.Devices;

namespace MiyagiSensing.Simulators.Load;

/// <summary>Load from many connections, one device each, and the log of what was acknowledged.</summary>
public sealed class LoadRun : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait for the last acknowledgements after an interruption. Chosen: below the 18 s after which the process ends without a report.</summary>
    private static readonly TimeSpan InterruptedPatience = TimeSpan.FromSeconds(12);

    private readonly List<LoadConnection> _connections;
    private readonly CancellationTokenSource _measuring = new();
    private readonly TimeProvider _clock;
    private readonly TaskCompletionSource<long> _begin = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Prepares the load; nothing is sent yet.</summary>
    /// <param name="accounts">A device for each connection.</param>
    /// <param name="options">What load to make.</param>
    /// <param name="clock">The real clock; readings are stamped from one hour ago on, so that a reading a millisecond never overtakes it.</param>
    public LoadRun(IReadOnlyList<DeviceAccount> accounts, LoadOptions options, TimeProvider clock)
    {
        _clock = clock;
        FirstInstant = (clock.GetUtcNow() - TimeSpan.FromHours(1)).ToUnixTimeMilliseconds();
        var share = options.Rate is { } rate ? options with { Rate = (double)rate / accounts.Count } : options;
        _connections = [.. accounts.Select((account, index) => new LoadConnection(account, share, (double)index / accounts.Count, FirstInstant, clock, _begin.Task))];
    }

    /// <summary>Instant of each device's first reading, Unix time in ms; reading k is k ms later.</summary>
    public long FirstInstant { get; }

    /// <summary>Readings acknowledged so far.</summary>
    public long Acknowledged => _connections.Sum(connection => connection.Acknowledged);

    /// <summary>Readings sent at least once so far.</summary>
    public long Sent => _connections.Sum(connection => connection.Sent);

    /// <summary>Acknowledged readings by device: the first so many, without a gap.</summary>
    public IReadOnlyDictionary<string, long> AcknowledgedByDevice => _connections.ToDictionary(connection => connection.Device, connection => connection.Acknowledged);

    /// <summary>Ends measuring before its time; what is on its way is still waited for.</summary>
    public void StopMeasuring() => _measuring.Cancel();

    /// <inheritdoc />
    public void Dispose() => _measuring.Dispose();

    /// <summary>Signs all devices in, sends for a time, then waits (up to <paramref name="patience"/>) for what is on its way.</summary>
    /// <param name="length">Time of the measurement; signing in does not count.</param>
    /// <param name="patience">Longest wait for all to be signed in, and again for the last acknowledgements.</param>
    /// <param name="cancellationToken">Ends the measurement early; what came of it is reported all the same.</param>
    public async Task<LoadReport> RunAsync(TimeSpan length, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var measuring = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _measuring.Token);
        using var all = new CancellationTokenSource();
        var running = Task.WhenAll(_connections.Select(connection => Task.Run(() => connection.RunAsync(measuring.Token, all.Token), CancellationToken.None)));
        await Task.WhenAll(_connections.Select(connection => connection.Ready)).WaitAsync(patience, _clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var began = _clock.GetTimestamp();
        _begin.SetResult(began);
        await WatchAsync(length, began, running, measuring.Token);

        var (seconds, sent, acknowledged) = (_clock.GetElapsedTime(began).TotalSeconds, Sent, Acknowledged);
        await measuring.CancelAsync();
        var rest = cancellationToken.IsCancellationRequested && patience > InterruptedPatience ? InterruptedPatience : patience;
        await running.WaitAsync(rest, _clock, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await all.CancelAsync();
        await running;
        var latencies = new LatencyHistogram();
        _connections.ForEach(connection => latencies.Add(connection.Latencies));
        return new LoadReport
        {
            Connections = _connections.Count,
            Seconds = Math.Round(seconds, 2),
            Sent = Sent,
            Acknowledged = Acknowledged,
            OfferedPerSecond = Math.Round(sent / seconds),
            AcknowledgedPerSecond = Math.Round(acknowledged / seconds),
            PubackMillisecondsP50 = latencies.Percentile(0.5),
            PubackMillisecondsP99 = latencies.Percentile(0.99),
            PubackMillisecondsP999 = latencies.Percentile(0.999),
            Failures = [.. _connections.Select(connection => connection.Failure).OfType<string>().Distinct()],
        };
    }

    /// <summary>Prints what was acknowledged in each second until the time is over, all connections have ended or it is told to stop.</summary>
    private async Task WatchAsync(TimeSpan length, long began, Task running, CancellationToken cancellationToken)
    {
        var last = 0L;
        while (length - _clock.GetElapsedTime(began) is var left && left > TimeSpan.Zero && !running.IsCompleted && !cancellationToken.IsCancellationRequested)
        {
            var tick = Task.Delay(left < Second ? left : Second, _clock, cancellationToken);
            await Task.WhenAny(tick, running);
            var now = Acknowledged;
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_clock.GetElapsedTime(began).TotalSeconds,4:0} s  {now - last} acknowledged/s"));
            last = now;
        }
    }
}
