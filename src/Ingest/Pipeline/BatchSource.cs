using System.Reactive.Disposables;
using System.Reactive.Linq;
using MiyagiSensing.Domain.Ports;

namespace MiyagiSensing.Ingest.Pipeline;

/// <summary>
/// The queue as an observable of batches. Rx has no back-pressure of its own, so the source holds it: the next batch leaves when the last one has been committed, with all that has gathered
/// meanwhile. That is the group commit: no timer, one message waits for one fsync, a flood is written in large blocks.
/// </summary>
internal sealed class BatchSource(IntakeQueue queue, IngestOptions options) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Allows the next batch; called once for each batch that has left.</summary>
    public void Committed() => _turn.Release();

    /// <summary>Batches, never empty; completes when the queue has been closed and is empty.</summary>
    public IObservable<IntakeBatch> Batches() => Observable.Create<IntakeBatch>(async (observer, cancellationToken) =>
    {
        while (await queue.WaitAsync(cancellationToken))
        {
            await _turn.WaitAsync(cancellationToken);
            var messages = Gather();
            if (messages.Count > 0)
            {
                observer.OnNext(new IntakeBatch(messages));
            }
            else
            {
                _turn.Release();
            }
        }

        await _turn.WaitAsync(cancellationToken);
        observer.OnCompleted();
        return Disposable.Empty;
    });

    public void Dispose() => _turn.Dispose();

    private List<IntakeMessage> Gather()
    {
        List<IntakeMessage> messages = [];
        for (var readings = 0; readings < options.BatchReadings && queue.TryTake(out var message); readings += Math.Max(message.Readings.Count, 1))
        {
            messages.Add(message);
        }

        return messages;
    }
}
