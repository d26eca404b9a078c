using System.Text.Json;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Ports;
using Npgsql;

namespace MiyagiSensing.Projections.Engine.Audit;

/// <summary>
/// The auditor's own way to the journal: its SQL shares nothing with the feed that the projections read, and the audit's snapshot says what is archived. Archived events themselves come from the store, which knows the files.
/// The one place at which an audit reads events.
/// </summary>
internal static class JournalPages
{
    /// <summary>The first block of archived events that reaches behind a position.</summary>
    private const string NextBlock = "select from_seq, seq_id from journal_archive_blocks where seq_id > $1 and from_seq <= $2 order by seq_id limit 1";

    /// <summary>Events of a page. Chosen: the fullest blocks make some 20 MB of them.</summary>
    private const int PageEvents = 200;

    /// <summary>The next events of some types, in order.</summary>
    /// <param name="connection">The audit's snapshot.</param>
    /// <param name="store">Reads archived events.</param>
    /// <param name="after">Position behind which to begin.</param>
    /// <param name="upTo">Position of the last event that may be read.</param>
    /// <param name="types">Stored names of the events wanted.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The events, and the position up to which there are no others.</returns>
    public static async Task<(IReadOnlyList<AuditedEvent> Events, long Position)> ReadAsync(
        NpgsqlConnection connection, IEventStore store, long after, long upTo, string[] types, CancellationToken cancellationToken)
    {
        if (await NextBlockAsync(connection, after, upTo, cancellationToken) is not { } block)
        {
            return await ReadRowsAsync(connection, after, upTo, types, cancellationToken);
        }

        return block.From > after + 1
            ? await ReadRowsAsync(connection, after, block.From - 1, types, cancellationToken)
            : await ReadArchivedAsync(store, after, Math.Min(upTo, block.To), types, cancellationToken);
    }

    private static async Task<(long From, long To)?> NextBlockAsync(NpgsqlConnection connection, long after, long upTo, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(NextBlock, connection) { Parameters = { new NpgsqlParameter { Value = after }, new NpgsqlParameter { Value = upTo } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? (reader.GetInt64(0), reader.GetInt64(1)) : null;
    }

    /// <summary>Within one block, where there are journal blocks only.</summary>
    private static async Task<(IReadOnlyList<AuditedEvent> Events, long Position)> ReadArchivedAsync(
        IEventStore store, long after, long upTo, string[] types, CancellationToken cancellationToken)
    {
        List<AuditedEvent> events = [];
        if (types.Contains(EventCatalog.ReadingsRecorded))
        {
            await foreach (var item in store.ReadTypeAsync(EventCatalog.ReadingsRecorded, after, upTo, cancellationToken))
            {
                events.Add(new AuditedEvent(item.Position, item.Type, item.RecordedAt, item.Data));
            }
        }

        return (events, upTo);
    }

    private static async Task<(IReadOnlyList<AuditedEvent> Events, long Position)> ReadRowsAsync(
        NpgsqlConnection connection, long after, long upTo, string[] types, CancellationToken cancellationToken)
    {
        List<AuditedEvent> events = [];
        await using var command = new NpgsqlCommand(
            "select seq_id, type, timestamp, data from mt_events where seq_id > $1 and seq_id <= $2 and type = any ($3) order by seq_id limit $4", connection)
        {
            Parameters =
            {
                new NpgsqlParameter { Value = after },
                new NpgsqlParameter { Value = upTo },
                new NpgsqlParameter { Value = types },
                new NpgsqlParameter { Value = PageEvents },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var type = reader.GetString(1);
            events.Add(new AuditedEvent(reader.GetInt64(0), type, reader.GetFieldValue<DateTimeOffset>(2), Parse(type, reader.GetFieldValue<byte[]>(3))));
        }

        return (events, events.Count == PageEvents ? events[^1].Position : upTo);
    }

    /// <summary>Null for an event that can't be read: a projection that needs it stands before it, or was told to pass over it.</summary>
    private static IDomainEvent? Parse(string type, byte[] utf8Json)
    {
        try
        {
            return EventCatalog.Deserialize(type, utf8Json);
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or ArgumentException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}
