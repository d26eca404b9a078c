using System.Data.Common;
using MiyagiSensing.Domain.Events;

namespace MiyagiSensing.Domain.Ports;

/// <summary>
/// Streams of events in PostgreSQL. Appends are serialised with every other writer; reading is always free. Events of archived days are read from their files; where such a file is missing or altered, reading ends with an
/// <see cref="IOException"/> that names it.
/// </summary>
public interface IEventStore
{
    /// <summary>
    /// Appends all events, in order, in one transaction, or none. Returns after the commit is on disk.
    /// Every stream named by <paramref name="expected"/> must be as expected, else nothing is stored.
    /// </summary>
    /// <param name="events">At least one; events of several streams may be mixed.</param>
    /// <param name="expected">Stream id to what is expected of it; streams not named are appended to as they are.</param>
    /// <param name="cancellationToken">Ends the wait; the outcome is then unknown.</param>
    Task<AppendResult> AppendAsync(
        IReadOnlyList<NewEvent> events, IReadOnlyDictionary<string, ExpectedVersion>? expected, CancellationToken cancellationToken);

    /// <summary>
    /// Appends within the caller's transaction on the same database: for projections that turn events into events, so that these and the checkpoint are one. The store is locked against
    /// other writers from here to the end of the transaction, so this comes last before the commit.
    /// </summary>
    Task AppendWithinAsync(IReadOnlyList<NewEvent> events, DbTransaction transaction, CancellationToken cancellationToken);

    /// <summary>Reads one stream in order of version, from <paramref name="fromVersion"/> (1 is the first) to its present end.</summary>
    IAsyncEnumerable<RecordedEvent> ReadStreamAsync(string stream, long fromVersion, CancellationToken cancellationToken);

    /// <summary>
    /// Reads all streams whose id begins with <paramref name="prefix"/>, such as <c>station:</c>, in order of position. Looks at those streams only, however long the journal is.
    /// </summary>
    IAsyncEnumerable<RecordedEvent> ReadStreamsAsync(string prefix, CancellationToken cancellationToken);

    /// <summary>
    /// Reads the events of one type after one position (excluded) and up to another (included), in order of position. One whose JSON can't be read comes with its <see cref="RecordedEvent.Fault"/>.
    /// </summary>
    IAsyncEnumerable<RecordedEvent> ReadTypeAsync(string type, long after, long upTo, CancellationToken cancellationToken);
}
