using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.EventStore.Archive;
using Npgsql;

namespace MiyagiSensing.EventStore;

/// <summary>
/// Live and catch-up in one: readers near the end are served from memory, readers behind it from the database, and neither notices the change.
/// </summary>
internal sealed class EventFeed(NpgsqlDataSource dataSource, ArchiveFolder archive, TimeProvider clock, ILogger<EventFeed> logger) : IEventFeed
{
    /// <summary>Most events of one batch. Chosen: the memory tail's; a thin journal has one reading an event, and a commit for each few of them would be the cost of its replay.</summary>
    private const int BatchEvents = TailBuffer.MaxEvents;

    /// <summary>Most stored (compressed) bytes of one batch from the database, unless its first event alone is larger. Chosen: about 200,000 readings, the size of the memory tail.</summary>
    private const int BatchBytes = 2 * 1024 * 1024;

    // Sizes are those in the table (no detoasting), so that only the rows that are returned are opened.
    private const string StoredBatch =
        $"""
        select {EventRows.Columns} from (
            select {EventRows.Columns}, sum(stored_bytes) over (order by seq_id) - stored_bytes as before
            from (select * from miyagi.stored_events where seq_id > $1 and from_seq <= $2 order by seq_id limit $3) e) s
        where before <= $4 order by seq_id
        """;

    private readonly Lock _gate = new();
    private readonly TailBuffer _tail = new();
    private TaskCompletionSource _grown = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public long Head
    {
        get
        {
            lock (_gate)
            {
                return _tail.To;
            }
        }
    }

    /// <summary>Tells the readers of events that this process has just committed.</summary>
    public void Publish(IReadOnlyList<RecordedEvent> committed)
    {
        TaskCompletionSource grown;
        lock (_gate)
        {
            _tail.Add(committed);
            (grown, _grown) = (_grown, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        grown.SetResult();
    }

    /// <summary>Tells the readers that another process has committed up to a position.</summary>
    public void AdvanceTo(long position)
    {
        TaskCompletionSource grown;
        lock (_gate)
        {
            if (position <= _tail.To)
            {
                return;
            }

            _tail.AdvanceTo(position);
            (grown, _grown) = (_grown, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        grown.SetResult();
    }

    public async IAsyncEnumerable<IReadOnlyList<RecordedEvent>> SubscribeAsync(
        long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<List<RecordedEvent>>? ahead = null;
        var aheadUpTo = 0L;
        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Task grown;
                long from;
                List<RecordedEvent>? batch = null;
                lock (_gate)
                {
                    grown = _grown.Task;
                    from = _tail.From;
                    if (after >= from)
                    {
                        batch = _tail.Read(after, BatchEvents);
                    }
                }

                if (batch is null)
                {
                    // What was read ahead ends where the buffer began then, not where it begins now.
                    var upTo = ahead is null ? from : aheadUpTo;
                    batch = await (ahead ?? ReadStoredAsync(after, from, ended.Token));
                    ahead = null;
                    if (batch.Count == 0)
                    {
                        // Positions up to here were drawn by transactions that were rolled back.
                        after = upTo;
                    }
                    else if (batch[^1].Position is var last && last < from)
                    {
                        // The next batch is read while the reader takes this one in.
                        (ahead, aheadUpTo) = (ReadStoredAsync(last, from, ended.Token), from);
                    }
                }
                else
                {
                    ahead = null;
                    if (batch.Count == 0)
                    {
                        await grown.WaitAsync(cancellationToken);
                    }
                }

                if (batch.Count > 0)
                {
                    after = Math.Max(after, batch[^1].Position);
                    yield return batch;
                }
            }
        }
        finally
        {
            await ended.CancelAsync();
            await (ahead ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<List<RecordedEvent>> ReadStoredAsync(long after, long upTo, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await using var command = dataSource.CreateCommand(StoredBatch);
                command.Parameters.Add(new NpgsqlParameter { Value = after });
                command.Parameters.Add(new NpgsqlParameter { Value = upTo });
                command.Parameters.Add(new NpgsqlParameter { Value = BatchEvents });
                command.Parameters.Add(new NpgsqlParameter { Value = BatchBytes });
                List<RecordedEvent> batch = [];
                await foreach (var item in EventRows.ReadAllAsync(command, archive, cancellationToken))
                {
                    if (item.Position > after && item.Position <= upTo)
                    {
                        batch.Add(item);
                    }
                }

                return batch;
            }
            catch (NpgsqlException exception)
            {
                EventStoreLog.FeedInterrupted(logger, after, exception.Message);
                await Task.Delay(Backoff.After(attempt), clock, cancellationToken);
            }
        }
    }
}
