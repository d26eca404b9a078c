using MiyagiSensing.Domain.Events;

namespace MiyagiSensing.Domain.Ports;

/// <summary>
/// The single writer's way into the event store: one round trip and one fsync a batch, fenced by a writer epoch (a process that was frozen
/// while another took over writes nothing).
/// </summary>
public interface IJournal
{
    /// <summary>Becomes the writer: takes the next epoch and returns it. Must be called once, before the journal's tail is read and before <see cref="CommitAsync"/>.</summary>
    Task<long> OpenAsync(CancellationToken cancellationToken);

    /// <summary>
    /// The newest journal blocks, newest first, until the caller stops reading or the archive begins: what the identities of recent readings are recovered from. What is archived is in history, where older identities are
    /// looked up, so the intake does not depend on old files.
    /// </summary>
    IAsyncEnumerable<RecordedEvent> ReadTailAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Commits all events in one transaction with <c>synchronous_commit = on</c> and returns them as stored. Retries for as long as the database is away;
    /// after an uncertain commit it looks the ids up before it tries again, so that nothing is stored twice.
    /// Not for concurrent use.
    /// </summary>
    /// <exception cref="WriterFencedException">Another process has taken over; nothing was stored and nothing will be.</exception>
    Task<IReadOnlyList<RecordedEvent>> CommitAsync(IReadOnlyList<NewEvent> events, CancellationToken cancellationToken);
}
