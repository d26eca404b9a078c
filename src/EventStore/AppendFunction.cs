using System.Globalization;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Ports;
using Npgsql;
using NpgsqlTypes;

namespace MiyagiSensing.EventStore;

/// <summary>The one call through which events are stored: <c>miyagi.append_events</c>, explained in <c>Schema/002-append.sql</c>.</summary>
public static class AppendFunction
{
    /// <summary>Key of the advisory lock that serialises all appends; the same number stands in the SQL function.</summary>
    public const long AdvisoryLock = 727071;

    /// <summary>SQLSTATE of a writer that has been succeeded.</summary>
    internal const string Fenced = "MS001";

    /// <summary>SQLSTATE of a stream that is not at its expected version.</summary>
    internal const string VersionConflict = "MS002";

    private const string Sql =
        "select seq_id, version from miyagi.append_events($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";

    /// <summary>Makes the command; <see cref="Bind"/> fills it. It can be prepared and used again on one connection.</summary>
    public static NpgsqlCommand Create(NpgsqlConnection connection, NpgsqlTransaction? transaction = null)
    {
        var command = new NpgsqlCommand(Sql, connection, transaction);
        NpgsqlDbType[] types =
        [
            NpgsqlDbType.Bigint, NpgsqlDbType.Bigint, NpgsqlDbType.TimestampTz,
            NpgsqlDbType.Array | NpgsqlDbType.Uuid, NpgsqlDbType.Array | NpgsqlDbType.Varchar,
            NpgsqlDbType.Array | NpgsqlDbType.Varchar, NpgsqlDbType.Array | NpgsqlDbType.Jsonb,
            NpgsqlDbType.Array | NpgsqlDbType.Varchar, NpgsqlDbType.Array | NpgsqlDbType.Varchar, NpgsqlDbType.Array | NpgsqlDbType.Varchar,
            NpgsqlDbType.Array | NpgsqlDbType.Varchar, NpgsqlDbType.Array | NpgsqlDbType.Bigint,
        ];
        foreach (var type in types)
        {
            command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type });
        }

        return command;
    }

    /// <summary>Fills the command.</summary>
    /// <param name="command">Made by <see cref="Create"/>.</param>
    /// <param name="epoch">Writer epoch; null for writers other than the journal's.</param>
    /// <param name="after">A position known to be committed before the first try; <see cref="long.MaxValue"/> when there is no earlier try to look for.</param>
    /// <param name="now">What is stored as the events' time, UTC.</param>
    /// <param name="events">At least one.</param>
    /// <param name="expected">Stream to what is expected of it; null for nothing.</param>
    public static void Bind(
        NpgsqlCommand command, long? epoch, long after, DateTimeOffset now, IReadOnlyList<NewEvent> events, IReadOnlyDictionary<string, ExpectedVersion>? expected)
    {
        ArgumentOutOfRangeException.ThrowIfZero(events.Count, nameof(events));
        var parameters = command.Parameters;
        parameters[0].Value = (object?)epoch ?? DBNull.Value;
        parameters[1].Value = after;
        parameters[2].Value = now.ToUniversalTime();
        parameters[3].Value = Column(events, item => item.Id);
        parameters[4].Value = Column(events, item => item.Stream);
        parameters[5].Value = Column(events, item => EventCatalog.NameOf(item.Data));
        parameters[6].Value = Column(events, item => EventCatalog.Serialize(item.Data));
        parameters[7].Value = Column(events, item => item.Headers.Actor);
        parameters[8].Value = Column(events, item => item.Headers.CorrelationId);
        parameters[9].Value = Column(events, item => item.Headers.CausationId);
        parameters[10].Value = expected is null ? [] : expected.Keys.ToArray();
        parameters[11].Value = expected is null ? [] : expected.Values.Select(version => version.Code).ToArray();
    }

    /// <summary>Runs the command and turns its rows into the events as they are stored now.</summary>
    public static async Task<IReadOnlyList<RecordedEvent>> ExecuteAsync(
        NpgsqlCommand command, IReadOnlyList<NewEvent> events, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var recorded = new RecordedEvent[events.Count];
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        for (var i = 0; i < recorded.Length && await reader.ReadAsync(cancellationToken); i++)
        {
            var item = events[i];
            recorded[i] = new RecordedEvent
            {
                Position = reader.GetInt64(0),
                Version = reader.GetInt64(1),
                Id = item.Id,
                Stream = item.Stream,
                Type = EventCatalog.NameOf(item.Data),
                RecordedAt = now,
                Headers = item.Headers,
                Data = item.Data,
            };
        }

        // Drains the result, so that an error raised behind the rows is not missed.
        while (await reader.NextResultAsync(cancellationToken))
        {
        }

        return recorded;
    }

    /// <summary>The conflict that the function reported.</summary>
    internal static AppendResult.Conflict ReadConflict(PostgresException exception)
    {
        var parts = exception.ConstraintName!.Split('|');
        return new AppendResult.Conflict(
            parts[0], ExpectedVersion.FromCode(long.Parse(parts[1], CultureInfo.InvariantCulture)), long.Parse(parts[2], CultureInfo.InvariantCulture));
    }

    private static T[] Column<T>(IReadOnlyList<NewEvent> events, Func<NewEvent, T> select)
    {
        var column = new T[events.Count];
        for (var i = 0; i < column.Length; i++)
        {
            column[i] = select(events[i]);
        }

        return column;
    }
}
