using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Journal;

namespace MiyagiSensing.EventStore;

/// <summary>
/// The newest events in memory: every event with a position above <see cref="From"/> and up to <see cref="To"/>, without exception. What lies at or below
/// <see cref="From"/> is read from the database. Bounded by number of events and of readings; the oldest go first. Not thread-safe.
/// </summary>
internal sealed class TailBuffer
{
    /// <summary>Most events held. Chosen: some seconds of commits at full load.</summary>
    public const int MaxEvents = 2_048;

    /// <summary>Most readings held in journal blocks; about 30 bytes each. Chosen: 6 MB.</summary>
    public const int MaxReadings = 200_000;

    private readonly Queue<RecordedEvent> _events = new();
    private int _readings;

    /// <summary>Events at or below this position are not in the buffer.</summary>
    public long From { get; private set; }

    /// <summary>The last committed position known.</summary>
    public long To { get; private set; }

    /// <summary>Takes events in. Positions that were left out since the last call belong to others: what came before them is then dropped from the buffer.</summary>
    public void Add(IReadOnlyList<RecordedEvent> events)
    {
        foreach (var item in events)
        {
            if (item.Position <= To)
            {
                continue;
            }

            if (item.Position != To + 1)
            {
                Forget(item.Position - 1);
            }

            _events.Enqueue(item);
            _readings += ReadingsIn(item);
            To = item.Position;
        }

        while (_events.Count > MaxEvents || (_readings > MaxReadings && _events.Count > 1))
        {
            var oldest = _events.Dequeue();
            _readings -= ReadingsIn(oldest);
            From = oldest.Position;
        }
    }

    /// <summary>Learns that the store has grown to <paramref name="position"/> by another's hand.</summary>
    public void AdvanceTo(long position)
    {
        if (position > To)
        {
            Forget(position);
        }
    }

    /// <summary>The events after a position that is at least <see cref="From"/>; at most <paramref name="limit"/>.</summary>
    public List<RecordedEvent> Read(long after, int limit)
    {
        List<RecordedEvent> found = [];
        foreach (var item in _events)
        {
            if (item.Position > after && found.Count < limit)
            {
                found.Add(item);
            }
        }

        return found;
    }

    private void Forget(long upTo)
    {
        _events.Clear();
        _readings = 0;
        From = upTo;
        To = upTo;
    }

    private static int ReadingsIn(RecordedEvent item) => item.Data is ReadingsRecorded block ? block.Count : 0;
}
