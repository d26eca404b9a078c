using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.EventStore.Archive;
using Npgsql;

namespace MiyagiSensing.EventStore;

/// <summary>
/// The journal's writer: a connection of its own, one prepared call a commit, fenced by its epoch. The ids of a batch are chosen by the caller before the first try;
/// the SQL function recognises them, so that trying again after an uncertain commit is always safe.
/// </summary>
internal sealed class PostgresJournal(
    NpgsqlDataSource dataSource, ArchiveFolder archive, EventFeed feed, JournalCondition condition, TimeProvider clock, ILogger<PostgresJournal> logger)
    : IJournal, IAsyncDisposable
{
    /// <summary>Seconds that a commit may take before the connection is given up and the same batch is sent on another. Chosen: far above a commit on a busy disk; trying again is safe.</summary>
    private const int CommitSeconds = 10;

    private NpgsqlConnection? _connection;
    private NpgsqlCommand? _append;
    private long _epoch;
    private long _committedUpTo;

    public async Task<long> OpenAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await TakeEpochAsync(cancellationToken);
            }
            catch (NpgsqlException exception) when (exception.IsTransient)
            {
                condition.Failed(exception.Message);
                EventStoreLog.CommitFailed(logger, attempt + 1, exception.Message);
                await Task.Delay(Backoff.After(attempt), clock, cancellationToken);
            }
        }
    }

    public async IAsyncEnumerable<RecordedEvent> ReadTailAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        const int page = 64;
        var before = long.MaxValue;
        while (true)
        {
            var read = 0;
            await using var command = dataSource.CreateCommand(
                $"""
                select {EventRows.Columns} from miyagi.stored_events
                where seq_id < $1 and seq_id > (select coalesce(max(seq_id), 0) from miyagi.journal_archive_blocks) and type = '{EventCatalog.ReadingsRecorded}'
                order by seq_id desc limit {page}
                """);
            command.Parameters.Add(new NpgsqlParameter { Value = before });
            await foreach (var block in EventRows.ReadAllAsync(command, archive, cancellationToken))
            {
                before = block.Position;
                read++;
                if (block.Fault is null)
                {
                    yield return block;
                }
            }

            if (read < page)
            {
                yield break;
            }
        }
    }

    public async Task<IReadOnlyList<RecordedEvent>> CommitAsync(IReadOnlyList<NewEvent> events, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                var now = clock.GetUtcNow();
                var append = _append ??= await ConnectAsync(cancellationToken);
                AppendFunction.Bind(append, _epoch, _committedUpTo, now, events, expected: null);
                var recorded = await AppendFunction.ExecuteAsync(append, events, now, cancellationToken);
                _committedUpTo = recorded[^1].Position;
                feed.Publish(recorded);
                condition.Succeeded();
                if (attempt > 0)
                {
                    EventStoreLog.WriterResumed(logger, attempt);
                }

                return recorded;
            }
            catch (PostgresException exception) when (exception.SqlState == AppendFunction.Fenced)
            {
                condition.Failed(exception.MessageText);
                throw new WriterFencedException(_epoch, long.Parse(exception.ConstraintName!, CultureInfo.InvariantCulture));
            }
            catch (Exception exception) when (LostConnection.Explains(exception, _connection))
            {
                condition.Failed(exception.Message);
                EventStoreLog.CommitFailed(logger, attempt + 1, exception.Message);
                await DisconnectAsync();
                await UnfinishedAppends.EndAsync(dataSource, cancellationToken);
                await Task.Delay(Backoff.After(attempt), clock, cancellationToken);
            }
        }
    }

    public async ValueTask DisposeAsync() => await DisconnectAsync();

    private async Task<long> TakeEpochAsync(CancellationToken cancellationToken)
    {
        await using (var connection = await dataSource.OpenConnectionAsync(cancellationToken))
        await using (var transaction = await connection.BeginTransactionAsync(cancellationToken))
        {
            await using var take = new NpgsqlCommand(
                $"""
                select pg_advisory_xact_lock({AppendFunction.AdvisoryLock});
                insert into miyagi.writer_epochs as w (partition, epoch) values (0, 1)
                    on conflict (partition) do update set epoch = w.epoch + 1;
                """,
                connection,
                transaction);
            await take.ExecuteNonQueryAsync(cancellationToken);
            await using var read = new NpgsqlCommand(
                "select epoch, (select coalesce(max(seq_id), 0) from miyagi.mt_events) from miyagi.writer_epochs where partition = 0", connection, transaction);
            await using (var reader = await read.ExecuteReaderAsync(cancellationToken))
            {
                await reader.ReadAsync(cancellationToken);
                (_epoch, _committedUpTo) = (reader.GetInt64(0), reader.GetInt64(1));
            }

            await transaction.CommitAsync(cancellationToken);
        }

        var now = clock.GetUtcNow();
        await CommitAsync(
            [new NewEvent(Guid.CreateVersion7(now), "platform", new WriterEpochTaken { Epoch = _epoch, At = now }, EventHeaders.Platform)],
            cancellationToken);
        EventStoreLog.WriterOpened(logger, _epoch, _committedUpTo);
        return _epoch;
    }

    private async Task<NpgsqlCommand> ConnectAsync(CancellationToken cancellationToken)
    {
        _connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using (var durable = new NpgsqlCommand("set synchronous_commit = on", _connection))
        {
            await durable.ExecuteNonQueryAsync(cancellationToken);
        }

        var append = AppendFunction.Create(_connection);
        append.CommandTimeout = CommitSeconds;
        await append.PrepareAsync(cancellationToken);
        return append;
    }

    private async Task DisconnectAsync()
    {
        var (append, connection) = (_append, _connection);
        (_append, _connection) = (null, null);
        if (append is not null)
        {
            await append.DisposeAsync();
        }

        if (connection is not null)
        {
            await connection.DisposeAsync();
        }
    }
}
