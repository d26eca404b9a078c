using System.Globalization;
using Npgsql;

namespace MiyagiSensing.EventStore.Archive;

/// <summary>
/// What a day waits for before it is archived. A reader that stands within it would lose nothing, since archived events come back at their own positions; but one that is behind reads rows faster than files, and the audit has counted
/// the rows themselves before they go.
/// </summary>
internal static class ArchiveReadiness
{
    /// <summary>Time after a day's end. Chosen: longer than clocks of two nodes may differ.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromHours(1);

    /// <summary>When the newest event was stored: the store's own clock, so that a replay clock and a stopped platform are judged rightly.</summary>
    public static async Task<DateTimeOffset> NewestAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select timestamp from miyagi.mt_events order by seq_id desc limit 1", connection);
        return await command.ExecuteScalarAsync(cancellationToken) is DateTime newest ? new DateTimeOffset(newest, TimeSpan.Zero) : DateTimeOffset.MinValue;
    }

    /// <summary>The reasons, for people; empty when nothing is in the way.</summary>
    public static async Task<List<string>> WaitsAsync(NpgsqlConnection connection, JournalDay day, CancellationToken cancellationToken)
    {
        List<string> waits = [];
        if (await NewestAsync(connection, cancellationToken) < day.End + Margin)
        {
            waits.Add(string.Create(CultureInfo.InvariantCulture, $"the day is not over: an event must be stored after {day.End + Margin:yyyy-MM-dd HH:mm} UTC"));
        }

        waits.AddRange(await ReadAsync(
            connection,
            "select 'it is sealed', coalesce(max(to_seq), 0) from miyagi.event_seals having coalesce(max(to_seq), 0) < $1",
            day.To,
            cancellationToken));
        waits.AddRange(await ReadAsync(
            connection, "select 'projection ' || name || ' has taken it in', last_seq_id from miyagi.mt_event_progression where name like '%/%' and last_seq_id < $1 order by 1", day.To, cancellationToken));

        // The engine's table, which is not there in a store that no projection has ever run on.
        await using var audited = new NpgsqlCommand("select to_regclass('miyagi.projection_audits') is not null", connection);
        if ((bool)(await audited.ExecuteScalarAsync(cancellationToken))!)
        {
            waits.AddRange(await ReadAsync(
                connection, "select 'projection ' || projection || ' is audited', min(position) from miyagi.projection_audits where position < $1 group by projection order by 1", day.To, cancellationToken));
        }

        return waits;
    }

    private static async Task<List<string>> ReadAsync(NpgsqlConnection connection, string sql, long to, CancellationToken cancellationToken)
    {
        List<string> waits = [];
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new NpgsqlParameter { Value = to } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            waits.Add(string.Create(CultureInfo.InvariantCulture, $"until {reader.GetString(0)} up to position {to}; so far up to {reader.GetInt64(1)}"));
        }

        return waits;
    }
}
