using System.Runtime.CompilerServices;
using System.Text.Json;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.EventStore.Archive;
using Npgsql;

namespace MiyagiSensing.EventStore;

/// <summary>Rows of <c>stored_events</c> as events: one for a row of <c>mt_events</c>, many for a block in an archive.</summary>
internal static class EventRows
{
    /// <summary>The columns that are expected, in order.</summary>
    public const string Columns =
        "seq_id, id, stream_id, version, type, timestamp, user_name, correlation_id, causation_id, data, from_seq, file, file_offset, file_length, sha256";

    /// <summary>The events of a command; one whose JSON can't be read ends it with a <see cref="JsonException"/>.</summary>
    public static async IAsyncEnumerable<RecordedEvent> ReadAsync(NpgsqlCommand command, ArchiveFolder archive, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in ReadAllAsync(command, archive, cancellationToken))
        {
            yield return item.Fault is null ? item : throw new JsonException($"Event {item.Position} ({item.Type}) can't be read: {item.Fault}");
        }
    }

    /// <summary>
    /// The events of a command; one whose JSON can't be read comes with its <see cref="RecordedEvent.Fault"/>, so that only those who need it stop at it. A block comes as a whole: the first and the last row may bring
    /// events beyond the range that was asked for.
    /// </summary>
    /// <exception cref="ArchiveException">A block can't be read from its file.</exception>
    public static async IAsyncEnumerable<RecordedEvent> ReadAllAsync(
        NpgsqlCommand command, ArchiveFolder archive, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            if (reader.IsDBNull(11))
            {
                yield return Read(reader);
                continue;
            }

            foreach (var item in await archive.ReadAsync(ReadPlace(reader), cancellationToken))
            {
                yield return item;
            }
        }
    }

    private static ArchivedBlock ReadPlace(NpgsqlDataReader reader) => new()
    {
        Stream = reader.GetString(2),
        From = reader.GetInt64(10),
        To = reader.GetInt64(0),
        Version = reader.GetInt64(3),
        File = reader.GetString(11),
        Offset = reader.GetInt64(12),
        Length = reader.GetInt32(13),
        Sha256 = reader.GetFieldValue<byte[]>(14),
    };

    private static RecordedEvent Read(NpgsqlDataReader reader)
    {
        var type = reader.GetString(4);
        var (data, fault) = Parse(type, reader.GetFieldValue<byte[]>(9));
        return new RecordedEvent
        {
            Position = reader.GetInt64(0),
            Id = reader.GetGuid(1),
            Stream = reader.GetString(2),
            Version = reader.GetInt64(3),
            Type = type,
            RecordedAt = reader.GetFieldValue<DateTimeOffset>(5),
            Headers = new EventHeaders(Text(6) ?? "unknown", Text(7), Text(8)),
            Data = data,
            Fault = fault,
        };

        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
    }

    private static (IDomainEvent? Data, string? Fault) Parse(string type, byte[] utf8Json)
    {
        try
        {
            return (EventCatalog.Deserialize(type, utf8Json), null);
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or ArgumentException or InvalidOperationException or FormatException)
        {
            return (null, exception.Message);
        }
    }
}
