using Npgsql;

namespace MiyagiSensing.Projections.Engine;

/// <summary>The position up to which a projection's rows tell the story, in Marten's <c>mt_event_progression</c>.</summary>
internal static class Checkpoints
{
    /// <summary>Reads the checkpoint; 0 for a projection that has not begun, whose row is made.</summary>
    public static async Task<Checkpoint> ReadAsync(NpgsqlConnection connection, string name, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            insert into mt_event_progression (name, last_seq_id) values ($1, 0)
                on conflict (name) do update set name = excluded.name returning last_seq_id, last_updated
            """,
            connection)
        {
            Parameters = { new NpgsqlParameter { Value = name } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new Checkpoint(reader.GetInt64(0), reader.GetFieldValue<DateTimeOffset>(1));
    }

    /// <summary>Looks at the position without taking part; 0 for a projection that has not begun.</summary>
    public static async Task<long> PositionAsync(NpgsqlConnection connection, string name, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select last_seq_id from mt_event_progression where name = $1", connection)
        {
            Parameters = { new NpgsqlParameter { Value = name } },
        };
        return await command.ExecuteScalarAsync(cancellationToken) as long? ?? 0;
    }

    /// <summary>Moves the checkpoint on, in the transaction of the rows; the first statement of it, so that a rebuild can hold commits back by locking this row.</summary>
    /// <param name="connection">The transaction's connection.</param>
    /// <param name="transaction">The rows' transaction.</param>
    /// <param name="name">Projection's name.</param>
    /// <param name="from">What the runner wrote or read last.</param>
    /// <param name="position">The new position.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="CheckpointMovedException">Somebody else has moved it. Nothing must be committed.</exception>
    public static async Task<Checkpoint> AdvanceAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string name, Checkpoint from, long position, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            update mt_event_progression set last_seq_id = $4, last_updated = clock_timestamp()
                where name = $1 and last_seq_id = $2 and last_updated = $3 returning last_updated
            """,
            connection,
            transaction)
        {
            Parameters =
            {
                new NpgsqlParameter { Value = name },
                new NpgsqlParameter { Value = from.Position },
                new NpgsqlParameter { Value = from.WrittenAt },
                new NpgsqlParameter { Value = position },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new Checkpoint(position, reader.GetFieldValue<DateTimeOffset>(0))
            : throw new CheckpointMovedException(name, from.Position);
    }
}
