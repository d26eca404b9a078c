using System.Runtime.CompilerServices;
using System.Text.Json;
using MiyagiSensing.Domain.Events;
using Npgsql;

namespace MiyagiSensing.EventStore;

/// <summary>Rows of <c>mt_events</c> as events.</summary>
internal static class EventRows
{
    /// <summary>The columns that <see cref="Read"/> expects, in order.</summary>
    public const string Columns = "seq_id, id, stream_id, version, type, timestamp, user_name, correlation_id, causation_id, data";

    /// <summary>The events of a command; one whose JSON can't be read ends it with a <see cref="JsonException"/>.</summary>
    public static async IAsyncEnumerable<RecordedEvent> ReadAsync(NpgsqlCommand command, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in ReadAllAsync(command, cancellationToken))
        {
            yield return item.Fault is null ? item : throw new JsonException($"Event {item.Position} ({item.Type}) can't be read: {item.Fault}");
        }
    }

    /// <summary>The events of a command; one whose JSON can't be read comes with its <see cref="RecordedEvent.Fault"/>, so that only those who need it stop at it.</summary>
    public static async IAsyncEnumerable<RecordedEvent> ReadAllAsync(NpgsqlCommand command, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            yield return Read(reader);
        }
    }

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
