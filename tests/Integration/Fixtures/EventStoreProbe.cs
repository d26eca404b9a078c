using Npgsql;

namespace MiyagiSensing.Integration.Fixtures;

/// <summary>Reads the event store as a person with SQL would.</summary>
/// <param name="connectionString">Npgsql connection string.</param>
public sealed class EventStoreProbe(string connectionString)
{
    /// <summary>The instants (Unix ms) of all stored readings of one device, in order; a reading stored twice is there twice.</summary>
    public Task<IReadOnlyList<long>> InstantsAsync(string device, CancellationToken cancellationToken) =>
        ReadAsync(
            "select (extract(epoch from measured_at) * 1000)::bigint from miyagi.journal_readings where device = $1 order by 1",
            device,
            row => row.GetInt64(0),
            cancellationToken);

    /// <summary>The data (JSON) of all events of a type, in order.</summary>
    public Task<IReadOnlyList<string>> EventsAsync(string type, CancellationToken cancellationToken) =>
        ReadAsync("select data::text from miyagi.mt_events where type = $1 order by seq_id", type, row => row.GetString(0), cancellationToken);

    private async Task<IReadOnlyList<T>> ReadAsync<T>(
        string sql, string parameter, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new NpgsqlParameter { Value = parameter } } };
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var all = new List<T>();
        while (await rows.ReadAsync(cancellationToken))
        {
            all.Add(read(rows));
        }

        return all;
    }
}
