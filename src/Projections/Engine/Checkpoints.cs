using Npgsql;

namespace MiyagiSensing.Projections.Engine;

/// <summary>The position up to which a projection's rows tell the story, in Marten's <c>mt_event_progression</c>.</summary>
internal static class Checkpoints
{
    /// <summary>Reads the checkpoint; 0 for a projection that has not begun, whose row is made.</summary>
    public static async Task<long> ReadAsync(NpgsqlConnection connection, string name, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            insert into mt_event_progression (name, last_seq_id) values ($1, 0)
                on conflict (name) do update set name = excluded.name returning last_seq_id
            """,
            connection)
        {
            Parameters = { new NpgsqlParameter { Value = name } },
        };
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Moves the checkpoint on, in the transaction of the rows.</summary>
    /// <exception cref="InvalidOperationException">Somebody else has moved it: two processes run the same projection. Nothing must be committed.</exception>
    public static async Task AdvanceAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string name, long from, long position, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "update mt_event_progression set last_seq_id = $3, last_updated = transaction_timestamp() where name = $1 and last_seq_id = $2",
            connection,
            transaction)
        {
            Parameters = { new NpgsqlParameter { Value = name }, new NpgsqlParameter { Value = from }, new NpgsqlParameter { Value = position } },
        };
        if (await command.ExecuteNonQueryAsync(cancellationToken) != 1)
        {
            throw new InvalidOperationException($"Projection {name} is no longer at position {from}: another process runs it too.");
        }
    }
}
