using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.Ingest.Identities;
using MiyagiSensing.Ingest.Pipeline;

namespace MiyagiSensing.Ingest;

/// <summary>
/// Runs the intake: becomes the writer, recovers the identities of the journal's tail, waits until older ones can be looked up, then keeps the pipeline going until the end. Started before the
/// listeners, so that no device is let in before its resends can be recognised; stopped after them.
/// </summary>
internal sealed class IngestRunner(
    IntakeQueue queue, IJournal journal, IdentityWindow identities, IStoredIdentities stored, TelemetryPipeline pipeline, TimeProvider clock,
    IngestOptions options, IHostApplicationLifetime lifetime, ILogger<IngestRunner> logger) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IDisposable? _running;
    private long _epoch;
    private Task _clockwork = Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _epoch = await journal.OpenAsync(cancellationToken);
        await RecoverIdentitiesAsync(cancellationToken);
        _running = pipeline.Committed().Subscribe(
            _ => { },
            exception =>
            {
                IngestLog.JournalLost(logger, exception);
                queue.Close();
                lifetime.StopApplication();
                _ended.TrySetResult();
            },
            () => _ended.TrySetResult());
        await SubmitAsync(now => new IntakeStarted { At = now, Epoch = _epoch }, cancellationToken);
        _clockwork = AdvanceTimeAsync(_stop.Token);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _clockwork.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await SubmitAsync(now => new IntakeStopped { At = now, Epoch = _epoch }, cancellationToken);
        queue.Close();
        try
        {
            await _ended.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            IngestLog.StoppedWithMessagesWaiting(logger, queue.Count);
        }

        _running?.Dispose();
    }

    public void Dispose() => _stop.Dispose();

    private async Task RecoverIdentitiesAsync(CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        var readings = 0;
        var end = 0L;
        List<ReadingsRecorded> newestFirst = [];
        await foreach (var item in journal.ReadTailAsync(cancellationToken))
        {
            var block = (ReadingsRecorded)item.Data!;
            newestFirst.Add(block);
            end = Math.Max(end, item.Position);
            readings += block.Count;
            if (readings >= options.RecoveredReadings)
            {
                break;
            }
        }

        for (var i = newestFirst.Count - 1; i >= 0; i--)
        {
            identities.Remember(newestFirst[i]);
        }

        identities.Begin(end);
        await stored.CatchUpAsync(end, cancellationToken);
        IngestLog.IdentitiesRecovered(logger, readings, newestFirst.Count, clock.GetElapsedTime(began).TotalMilliseconds);
    }

    /// <summary>Writes down that a minute has passed, which is what silence and waiting are judged by.</summary>
    private async Task AdvanceTimeAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), clock);
        var last = Minute(clock.GetUtcNow());
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            var minute = Minute(clock.GetUtcNow());
            if (minute > last)
            {
                last = minute;
                await SubmitAsync(_ => new TimeAdvanced { At = minute }, cancellationToken);
            }
        }
    }

    private ValueTask SubmitAsync(Func<DateTimeOffset, IDomainEvent> make, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return queue.SubmitAsync(
            new PlatformMessage
            {
                Device = "",
                ReceivedAt = now,
                PayloadBytes = 0,
                Events = [new NewEvent(Guid.CreateVersion7(now), "platform", make(now), EventHeaders.Platform)],
            },
            cancellationToken);
    }

    private static DateTimeOffset Minute(DateTimeOffset instant) => new(instant.Ticks - (instant.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
}
