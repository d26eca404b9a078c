using System.Runtime.CompilerServices;
using MiyagiSensing.Domain.Events;
using Npgsql;

namespace MiyagiSensing.EventStore;

/// <summary>Rows of <c>mt_events</c> as events.</summary>
internal static class EventRows
{
    /// <summary>The columns that <see cref="Read"/> expects, in order.</summary>
    public const string Columns = "seq_id, id, stream_id, version, type, timestamp, user_name, correlation_id, causation_id, data";

    public static async IAsyncEnumerable<RecordedEvent> ReadAsync(NpgsqlCommand command, [EnumeratorCancellation] CancellationToken cancellationToken)
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
        return new RecordedEvent
        {
            Position = reader.GetInt64(0),
            Id = reader.GetGuid(1),
            Stream = reader.GetString(2),
            Version = reader.GetInt64(3),
            Type = type,
            RecordedAt = reader.GetFieldValue<DateTimeOffset>(5),
            Headers = new EventHeaders(Text(6) ?? "unknown", Text(7), Text(8)),
            Data = EventCatalog.Deserialize(type, reader.GetFieldValue<byte[]>(9)),
        };

        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
    }
}
