using MiyagiSensing.Domain.Corrections;
using MiyagiSensing.Domain.Events;
using Npgsql;
using NpgsqlTypes;

namespace MiyagiSensing.Projections.Corrections;

/// <summary>
/// What a projection knows of corrections at its own position in the story. Each projection has its own copy, kept in the transaction of its rows, so that a replay applies at every event just what was known then.
/// </summary>
internal sealed class CorrectionFacts(string projection)
{
    /// <summary>Creates the table that all projections share.</summary>
    public const string Schema =
        """
        create table if not exists projection_corrections (
            projection varchar not null,
            position bigint not null,
            recorded_at timestamptz not null,
            type varchar not null,
            data jsonb not null,
            primary key (projection, position)
        );

        """;

    private readonly List<RecordedEvent> _unsaved = [];

    /// <summary>The corrections known.</summary>
    public CorrectionBook Book { get; } = new();

    /// <summary>True when a correction is not yet saved.</summary>
    public bool HasChanges => _unsaved.Count > 0;

    /// <summary>Takes an event in; returns the correction that it changed, null for all other events.</summary>
    public Correction? Fold(RecordedEvent item)
    {
        if (!Book.Fold(item.Position, item.RecordedAt, item.Data, out var changed))
        {
            return null;
        }

        _unsaved.Add(item);
        return changed;
    }

    /// <summary>Reads what is committed, forgetting the rest.</summary>
    public Task LoadAsync(NpgsqlConnection connection, CancellationToken cancellationToken) => LoadAsync(connection, long.MaxValue, cancellationToken);

    /// <summary>Reads what is committed up to a position, for a fold that begins again there, forgetting the rest.</summary>
    public async Task LoadAsync(NpgsqlConnection connection, long upTo, CancellationToken cancellationToken)
    {
        Book.Clear();
        _unsaved.Clear();
        await using var command = new NpgsqlCommand(
            "select position, recorded_at, type, data from projection_corrections where projection = $1 and position <= $2 order by position", connection)
        {
            Parameters = { new NpgsqlParameter { Value = projection }, new NpgsqlParameter { Value = upTo } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var data = EventCatalog.Deserialize(reader.GetString(2), reader.GetFieldValue<byte[]>(3));
            Book.Fold(reader.GetInt64(0), reader.GetFieldValue<DateTimeOffset>(1), data, out _);
        }
    }

    /// <summary>Writes what is new since the last save.</summary>
    public async Task SaveAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        foreach (var item in _unsaved)
        {
            await using var command = new NpgsqlCommand(
                """
                insert into projection_corrections (projection, position, recorded_at, type, data) values ($1, $2, $3, $4, $5)
                    on conflict (projection, position) do nothing
                """,
                connection,
                transaction)
            {
                Parameters =
                {
                    new NpgsqlParameter { Value = projection },
                    new NpgsqlParameter { Value = item.Position },
                    new NpgsqlParameter { Value = item.RecordedAt.ToUniversalTime() },
                    new NpgsqlParameter { Value = item.Type },
                    new NpgsqlParameter { Value = EventCatalog.Serialize(item.Data!), NpgsqlDbType = NpgsqlDbType.Jsonb },
                },
            };
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        _unsaved.Clear();
    }
}
