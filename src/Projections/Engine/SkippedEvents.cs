using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Domain.Ports;

namespace MiyagiSensing.Projections.Engine;

/// <summary>The events that an operator lets a projection pass over, from its stream <c>projection:{name}</c>. A rebuild passes over the same ones.</summary>
internal sealed class SkippedEvents
{
    private readonly HashSet<long> _positions;

    private SkippedEvents(HashSet<long> positions) => _positions = positions;

    /// <summary>Reads them.</summary>
    public static async Task<SkippedEvents> ReadAsync(IEventStore store, string projection, CancellationToken cancellationToken)
    {
        HashSet<long> positions = [];
        await foreach (var item in store.ReadStreamAsync(StreamOf(projection), 1, cancellationToken))
        {
            if (item.Data is ProjectionEventSkipped skipped)
            {
                positions.Add(skipped.Position);
            }
        }

        return new SkippedEvents(positions);
    }

    /// <summary>The stream of a projection's own events; the version is left out, since what one version can't take in the next can't either.</summary>
    public static string StreamOf(string projection) => $"projection:{ProjectionName.Base(projection)}";

    /// <summary>True for an event that is passed over.</summary>
    public bool Contains(long position) => _positions.Contains(position);

    /// <summary>What a projector is to be handed of a batch: all but what is passed over.</summary>
    /// <exception cref="UnreadableEventException">The projection needs an event that can't be read.</exception>
    public IReadOnlyList<RecordedEvent> Filter(IProjector projector, IReadOnlyList<RecordedEvent> batch)
    {
        List<RecordedEvent>? kept = null;
        for (var i = 0; i < batch.Count; i++)
        {
            var item = batch[i];
            if (_positions.Contains(item.Position))
            {
                kept ??= [.. batch.Take(i)];
            }
            else if (item.Fault is not null && projector.EventTypes?.Contains(item.Type) != false)
            {
                throw new UnreadableEventException(item);
            }
            else
            {
                kept?.Add(item);
            }
        }

        return kept ?? batch;
    }

    /// <summary>Number of stored readings in the blocks of a batch.</summary>
    public static long ReadingsIn(IReadOnlyList<RecordedEvent> batch) => batch.Sum(item => item.Data is ReadingsRecorded block ? (long)block.Count : 0);
}
