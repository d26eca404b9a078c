using System.Data.Common;
using MiyagiSensing.Domain.Events;

namespace MiyagiSensing.Domain.Ports;

/// <summary>Streams of events in PostgreSQL. Appends are serialised with every other writer; reading is always free.</summary>
public interface IEventStore
{
    /// <summary>
    /// Appends all events, in order, in one transaction, or none. Returns after the commit is on disk.
    /// Every stream named by <paramref name="expected"/> must be at that version, else nothing is stored.
    /// </summary>
    /// <param name="events">At least one; events of several streams may be mixed.</param>
    /// <param name="expected">Stream id to expected version (0: the stream must not exist); streams not named are appended to as they are.</param>
    /// <param name="cancellationToken">Ends the wait; the outcome is then unknown.</param>
    Task<AppendResult> AppendAsync(
        IReadOnlyList<NewEvent> events, IReadOnlyDictionary<string, long>? expected, CancellationToken cancellationToken);

    /// <summary>
    /// Appends within the caller's transaction on the same database: for projections that turn events into events, so that these and the checkpoint are one. The store is locked against
    /// other writers from here to the end of the transaction, so this comes last before the commit.
    /// </summary>
    Task AppendWithinAsync(IReadOnlyList<NewEvent> events, DbTransaction transaction, CancellationToken cancellationToken);

    /// <summary>Reads one stream in order of version, from <paramref name="fromVersion"/> (1 is the first) to its present end.</summary>
    IAsyncEnumerable<RecordedEvent> ReadStreamAsync(string stream, long fromVersion, CancellationToken cancellationToken);

    /// <summary>Reads all events after a position, in order, to the present end. <paramref name="types"/> null means every type.</summary>
    IAsyncEnumerable<RecordedEvent> ReadAllAsync(long after, IReadOnlyCollection<string>? types, CancellationToken cancellationToken);
}
