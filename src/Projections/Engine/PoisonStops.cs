using MiyagiSensing.Domain.Events;
using Npgsql;

namespace MiyagiSensing.Projections.Engine;

/// <summary>The table of projections that stand before an event which they can't take in. A row that is removed sets its projection going again.</summary>
internal static class PoisonStops
{
    /// <summary>Writes down where a projection stands and why.</summary>
    public static async Task WriteAsync(NpgsqlDataSource dataSource, string name, RecordedEvent item, string error, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            insert into projection_stops (name, position, event_id, event_type, stream, error, stopped_at) values ($1, $2, $3, $4, $5, $6, now())
                on conflict (name) do update set position = excluded.position, event_id = excluded.event_id, event_type = excluded.event_type,
                    stream = excluded.stream, error = excluded.error, stopped_at = excluded.stopped_at
            """);
        foreach (var value in (object[])[name, item.Position, item.Id, item.Type, item.Stream, error])
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Where a projection stands; null when it is not stopped.</summary>
    public static async Task<PoisonStop?> ReadAsync(NpgsqlDataSource dataSource, string name, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("select position, event_id, event_type, stream, error from projection_stops where name = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = name });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new PoisonStop(reader.GetInt64(0), reader.GetGuid(1), reader.GetString(2), reader.GetString(3), reader.GetString(4))
            : null;
    }

    /// <summary>Sets a projection going again.</summary>
    public static async Task ClearAsync(NpgsqlDataSource dataSource, string name, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("delete from projection_stops where name = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = name });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
