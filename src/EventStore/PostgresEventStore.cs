using System.Data.Common;
using System.Runtime.CompilerServices;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.EventStore.Archive;
using Npgsql;

namespace MiyagiSensing.EventStore;

/// <summary>Streams of events on Marten's tables.</summary>
internal sealed class PostgresEventStore(NpgsqlDataSource dataSource, ArchiveFolder archive, EventFeed feed, TimeProvider clock) : IEventStore
{
    public async Task<AppendResult> AppendAsync(
        IReadOnlyList<NewEvent> events, IReadOnlyDictionary<string, ExpectedVersion>? expected, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var command = AppendFunction.Create(connection);
        AppendFunction.Bind(command, epoch: null, after: long.MaxValue, now, events, expected);
        try
        {
            var recorded = await AppendFunction.ExecuteAsync(command, events, now, cancellationToken);
            feed.Publish(recorded);
            return new AppendResult.Appended(recorded[0].Position, recorded[^1].Position);
        }
        catch (PostgresException exception) when (exception.SqlState == AppendFunction.VersionConflict)
        {
            return AppendFunction.ReadConflict(exception);
        }
    }

    public async Task AppendWithinAsync(IReadOnlyList<NewEvent> events, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var within = (NpgsqlTransaction)transaction;
        var now = clock.GetUtcNow();
        await using var command = AppendFunction.Create(within.Connection!, within);
        AppendFunction.Bind(command, epoch: null, after: long.MaxValue, now, events, expected: null);
        await AppendFunction.ExecuteAsync(command, events, now, cancellationToken);
    }

    public async IAsyncEnumerable<RecordedEvent> ReadStreamAsync(
        string stream, long fromVersion, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            $"select {EventRows.Columns} from miyagi.stored_events where stream_id = $1 and version >= $2 order by version");
        command.Parameters.Add(new NpgsqlParameter { Value = stream });
        command.Parameters.Add(new NpgsqlParameter { Value = fromVersion });
        await foreach (var item in EventRows.ReadAsync(command, archive, cancellationToken))
        {
            if (item.Version >= fromVersion)
            {
                yield return item;
            }
        }
    }

    public async IAsyncEnumerable<RecordedEvent> ReadStreamsAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            $"select {EventRows.Columns} from miyagi.stored_events where stream_id in (select id from miyagi.mt_streams where starts_with(id, $1)) order by seq_id");
        command.Parameters.Add(new NpgsqlParameter { Value = prefix });
        await foreach (var item in EventRows.ReadAsync(command, archive, cancellationToken))
        {
            yield return item;
        }
    }

    public async IAsyncEnumerable<RecordedEvent> ReadTypeAsync(string type, long after, long upTo, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            $"select {EventRows.Columns} from miyagi.stored_events where seq_id > $1 and from_seq <= $2 and type = $3 order by seq_id");
        command.Parameters.Add(new NpgsqlParameter { Value = after });
        command.Parameters.Add(new NpgsqlParameter { Value = upTo });
        command.Parameters.Add(new NpgsqlParameter { Value = type });
        await foreach (var item in EventRows.ReadAllAsync(command, archive, cancellationToken))
        {
            if (item.Position > after && item.Position <= upTo)
            {
                yield return item;
            }
        }
    }
}
