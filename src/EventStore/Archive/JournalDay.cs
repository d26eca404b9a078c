using System.Globalization;
using MiyagiSensing.Domain.Events;
using Npgsql;

namespace MiyagiSensing.EventStore.Archive;

/// <summary>A journal stream with rows in the table.</summary>
/// <param name="Stream">Its id.</param>
/// <param name="Day">Its day, UTC.</param>
/// <param name="From">Position of its first row.</param>
/// <param name="To">Position of its last row.</param>
internal sealed record JournalDay(string Stream, DateOnly Day, long From, long To)
{
    private const string Prefix = "journal:";

    /// <summary>First instant behind the day, UTC.</summary>
    public DateTimeOffset End => new(Day.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    /// <summary>Name of the file for its present rows; the position tells files of one stream apart.</summary>
    public string File => string.Create(CultureInfo.InvariantCulture, $"{Stream.Replace(':', '-')}-{From}.archive");

    /// <summary>All of them, oldest first.</summary>
    public static async Task<List<JournalDay>> ListAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"""
            select s.id, a.seq_id, z.seq_id from miyagi.mt_streams s
                cross join lateral (select seq_id from miyagi.mt_events where stream_id = s.id order by version limit 1) a
                cross join lateral (select seq_id from miyagi.mt_events where stream_id = s.id order by version desc limit 1) z
            where starts_with(s.id, '{Prefix}') order by a.seq_id
            """,
            connection);
        List<JournalDay> days = [];
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var stream = reader.GetString(0);
            if (DateOnly.TryParseExact(stream[(stream.LastIndexOf(':') + 1)..], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                days.Add(new JournalDay(stream, day, reader.GetInt64(1), reader.GetInt64(2)));
            }
        }

        return days;
    }

    /// <summary>
    /// The query for the rows of a stream ($1) between two positions ($2 and $3, both included) that can be archived, in order: journal blocks without anything that our own append function does not write. The others stay
    /// where they are.
    /// </summary>
    public const string Rows =
        $"""
        select seq_id, id, stream_id, version, type, timestamp, user_name, correlation_id, causation_id, data, seq_id, null, null, null, null
        from miyagi.mt_events
        where stream_id = $1 and type = '{EventCatalog.ReadingsRecorded}' and headers is null and bdata is null and mt_dotnet_type is null and tenant_id = '*DEFAULT*' and not is_archived
            and seq_id >= $2 and seq_id <= $3
        order by seq_id
        """;
}
