using MiyagiSensing.Domain.Events;

namespace MiyagiSensing.Domain.Ports;

/// <summary>
/// The store as one ordered flow: catch-up from a checkpoint, then live, by one mechanism.
/// </summary>
/// <remarks>
/// A reader that has seen position N has seen every event before N that will ever exist: all writers take one advisory lock before they
/// draw their positions and hold it until they have committed, so that position order is commit order. A number that is skipped
/// belongs to a transaction that was rolled back.
/// </remarks>
public interface IEventFeed
{
    /// <summary>The last position known to be committed; 0 for an empty store.</summary>
    long Head { get; }

    /// <summary>
    /// Yields the events after <paramref name="after"/>, in order, each batch as large as what is at hand (at least one event), and
    /// waits for more at the end. Ends only by cancellation. Safe for many readers at once; each has its own position.
    /// A broken connection is retried inside; it never skips.
    /// </summary>
    IAsyncEnumerable<IReadOnlyList<RecordedEvent>> SubscribeAsync(long after, CancellationToken cancellationToken);
}
