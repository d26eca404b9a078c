using System.Globalization;
using System.Text.Json;
using MiyagiSensing.Simulators.Devices;

namespace MiyagiSensing.Simulators.Run;

/// <summary>Lets devices live on a simulated clock until told to stop, waits until everything is acknowledged, and writes the devices' books.</summary>
public sealed class FieldRun(IReadOnlyList<FieldDevice> devices, SimulatedClock simulated, DeviceCounters counters, TimeProvider clock)
{
    /// <summary>How long the end may take.</summary>
    private static readonly TimeSpan DrainPatience = TimeSpan.FromSeconds(60);

    /// <summary>How long it may take after an interruption. Chosen: below the 18 s after which the process ends without a report.</summary>
    private static readonly TimeSpan InterruptedPatience = TimeSpan.FromSeconds(12);

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);

    /// <summary>Runs the simulated devices.</summary>
    /// <param name="scripts">What they measure.</param>
    /// <param name="length">Real time until measuring ends; null runs until cancelled.</param>
    /// <param name="report">Where the books are written; always written, also after a cancellation.</param>
    /// <param name="cancellationToken">Ends measuring.</param>
    public Task<bool> RunAsync(IReadOnlyList<FieldScript> scripts, TimeSpan? length, string report, CancellationToken cancellationToken)
    {
        var next = new long[scripts.Count];
        return RunAsync(
            now =>
            {
                for (var i = 0; i < scripts.Count; i++)
                {
                    var script = scripts[i];
                    // Devices are not in step with each other.
                    var phase = script.Interval * (i % 97 / 97.0);
                    for (var at = simulated.Origin + phase + (script.Interval * next[i]); at <= now; at += script.Interval)
                    {
                        script.Measure(script.Device, at, (at - simulated.Origin).TotalHours % FieldScripts.StoryHours, next[i]++);
                    }
                }

                return false;
            },
            length, report, cancellationToken);
    }

    /// <summary>Calls <paramref name="measure"/> with the simulated instant until it says that it is done, the time is over or it is told to stop.</summary>
    public async Task<bool> RunAsync(Func<DateTimeOffset, bool> measure, TimeSpan? length, string report, CancellationToken cancellationToken)
    {
        using var connections = new CancellationTokenSource();
        var running = devices.Select(device => Task.Run(() => device.RunAsync(connections.Token), CancellationToken.None)).ToArray();
        var (began, patience) = (clock.GetTimestamp(), DrainPatience);
        try
        {
            await MeasureAsync(measure, length, began, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            patience = InterruptedPatience;
            Console.WriteLine("stopping; waiting for what is on its way");
        }

        var drained = await DrainAsync(patience);
        await connections.CancelAsync();
        await Task.WhenAll(running);
        await WriteReportAsync(report);
        return drained;
    }

    private async Task MeasureAsync(Func<DateTimeOffset, bool> measure, TimeSpan? length, long began, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Tick, clock);
        for (var ticks = 0L; await timer.WaitForNextTickAsync(cancellationToken); ticks++)
        {
            if (length is { } limit && clock.GetElapsedTime(began) >= limit)
            {
                return;
            }

            if (measure(simulated.Now))
            {
                return;
            }

            if (ticks % 40 == 0)
            {
                PrintProgress();
            }
        }
    }

    private async Task<bool> DrainAsync(TimeSpan patience)
    {
        var began = clock.GetTimestamp();
        using var timer = new PeriodicTimer(Tick, clock);
        while (!devices.All(device => device.IsDrained))
        {
            if (clock.GetElapsedTime(began) > patience)
            {
                Console.WriteLine($"not everything was acknowledged within {patience.TotalSeconds:0} s: {devices.Count(device => !device.IsDrained)} devices still wait");
                return false;
            }

            await timer.WaitForNextTickAsync(CancellationToken.None);
        }

        return true;
    }

    private void PrintProgress() => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{simulated.Now.ToOffset(TimeSpan.FromHours(9)):yyyy-MM-dd HH:mm} JST  published {counters.PublishedReadings}, acknowledged {counters.AcknowledgedReadings}, RTK events {counters.Events}, connections lost {counters.Disconnects}{(counters.LastRefusal is { } refusal ? $", last refusal {refusal}" : "")}"));

    private async Task WriteReportAsync(string report)
    {
        PrintProgress();
        await File.WriteAllTextAsync(report, JsonSerializer.Serialize(new
        {
            published = counters.PublishedReadings,
            acknowledged = counters.AcknowledgedReadings,
            resent = counters.ResentMessages,
            dropped = counters.DroppedReadings,
            messages = counters.Messages,
            events = counters.Events,
            connects = counters.Connects,
            connectionsLost = counters.Disconnects,
            lastRefusal = counters.LastRefusal,
        }));
    }
}
