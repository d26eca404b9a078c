using System.Reactive.Linq;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.Ingest.Identities;

namespace MiyagiSensing.Ingest.Pipeline;

/// <summary>
/// The way of a reading through the house, composed: gather → screen the clock → look old identities up → deduplicate → assemble the block → commit → acknowledge.
/// Each stage stands in a file of its own, and all but the look-up and the commit are pure functions; this is the only place that knows Rx operators.
/// </summary>
internal sealed class TelemetryPipeline(
    BatchSource source, IdentityWindow identities, IdentityLookup lookup, IJournal journal, TimeProvider clock, IngestOptions options, IngestMetrics metrics)
{
    /// <summary>Runs while subscribed to; yields what was committed, in order. An error means that the journal is lost for good.</summary>
    public IObservable<IReadOnlyList<RecordedEvent>> Committed() =>
        source.Batches()
            .Select(batch => ClockScreening.Run(batch, options))
            .Select(batch => Observable.FromAsync(cancellationToken => CommitAsync(batch, cancellationToken)))
            .Concat()
            .Do(_ => source.Committed());

    private async Task<IReadOnlyList<RecordedEvent>> CommitAsync(IntakeBatch batch, CancellationToken cancellationToken)
    {
        IReadOnlyList<RecordedEvent> recorded = [];
        var outcome = IntakeOutcome.NotStored;
        try
        {
            await lookup.RunAsync(batch, cancellationToken);
            Deduplication.Run(batch, identities);
            using var activity = CommitTrace.Start(batch);
            var began = clock.GetTimestamp();
            var now = clock.GetUtcNow();
            BlockAssembly.Run(batch, Guid.CreateVersion7(now), now, activity);
            if (batch.Events.Count > 0)
            {
                recorded = await journal.CommitAsync(batch.Events, cancellationToken);
                identities.Committed(recorded[^1].Position);
            }

            Fates.Tell(batch);
            outcome = IntakeOutcome.Committed;
            metrics.Committed(batch, clock.GetElapsedTime(began));
            return recorded;
        }
        finally
        {
            foreach (var message in batch.Messages)
            {
                message.Settle(outcome);
            }
        }
    }
}
