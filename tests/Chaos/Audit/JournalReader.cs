using System.Runtime.CompilerServices;
using System.Text.Json;
using Npgsql;

namespace MiyagiSensing.Chaos.Audit;

/// <summary>Reads events by SQL, as anybody could.</summary>
/// <param name="connectionString">The event store, past the proxy.</param>
internal sealed class JournalReader(string connectionString)
{
    /// <summary>Events of readings, dead letters and alerts after a position, in order.</summary>
    public async IAsyncEnumerable<(long Position, string Type, string Stream, JsonElement Data)> ReadAsync(
        long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false;Command Timeout=120");
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(
            """
            select seq_id, type, stream_id, data from miyagi.mt_events
                where seq_id > $1 and (type in ('readings_recorded', 'message_dead_lettered') or type like 'episode\_%') order by seq_id
            """,
            connection)
        {
            Parameters = { new NpgsqlParameter { Value = after } },
        };
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            using var data = JsonDocument.Parse(rows.GetFieldValue<byte[]>(3));
            yield return (rows.GetInt64(0), rows.GetString(1), rows.GetString(2), data.RootElement);
        }
    }
}
