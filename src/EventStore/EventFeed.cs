using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Ports;
using Npgsql;

namespace MiyagiSensing.EventStore;

/// <summary>
/// Live and catch-up in one: readers near the end are served from memory, readers behind it from the database, and neither notices the change.
/// </summary>
internal sealed class EventFeed(NpgsqlDataSource dataSource, TimeProvider clock, ILogger<EventFeed> logger) : IEventFeed
{
    /// <summary>Most events of one batch. Chosen: at full load about 200,000 readings, the size of the memory tail.</summary>
    private const int BatchLimit = 256;

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
                    batch = _tail.Read(after, BatchLimit);
                }
            }

            if (batch is null)
            {
                batch = await ReadStoredAsync(after, from, cancellationToken);
                if (batch.Count < BatchLimit)
                {
                    after = from;
                }
            }
            else if (batch.Count == 0)
            {
                await grown.WaitAsync(cancellationToken);
            }

            if (batch.Count > 0)
            {
                after = Math.Max(after, batch[^1].Position);
                yield return batch;
            }
        }
    }

    private async Task<List<RecordedEvent>> ReadStoredAsync(long after, long upTo, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await using var command = dataSource.CreateCommand(
                    $"select {EventRows.Columns} from miyagi.mt_events where seq_id > $1 and seq_id <= $2 order by seq_id limit {BatchLimit}");
                command.Parameters.Add(new NpgsqlParameter { Value = after });
                command.Parameters.Add(new NpgsqlParameter { Value = upTo });
                List<RecordedEvent> batch = [];
                await foreach (var item in EventRows.ReadAsync(command, cancellationToken))
                {
                    batch.Add(item);
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
