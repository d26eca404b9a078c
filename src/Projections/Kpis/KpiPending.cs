using System.Runtime.InteropServices;
using MiyagiSensing.Domain;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Projections.SeriesHistory;
using Npgsql;
using NpgsqlTypes;

namespace MiyagiSensing.Projections.Kpis;

/// <summary>Rows that are folded and not yet written.</summary>
internal sealed class KpiPending
{
    private readonly List<RecordedEvent> _facts = [];
    private readonly List<RecordedEvent> _sessions = [];
    private readonly Dictionary<(SeriesId Series, DateOnly MeasuredOn, DateOnly ReceivedOn), Increment> _days = [];

    /// <summary>Rows of readings.</summary>
    public int DayCount => _days.Count;

    /// <summary>True when there is nothing but readings, for which nobody waits.</summary>
    public bool HasReadingsOnly => _facts.Count == 0 && _sessions.Count == 0;

    public void AddFact(RecordedEvent item) => _facts.Add(item);

    public void AddSession(RecordedEvent item) => _sessions.Add(item);

    /// <summary>Counts a value.</summary>
    /// <param name="series">Its series.</param>
    /// <param name="measuredAt">The device's clock, Unix time in ms.</param>
    /// <param name="receivedAt">Our clock, Unix time in ms.</param>
    /// <param name="position">Position of the block.</param>
    public void AddValue(SeriesId series, long measuredAt, long receivedAt, long position)
    {
        ref var day = ref CollectionsMarshal.GetValueRefOrAddDefault(_days, (series, JapanDay.Of(measuredAt), JapanDay.Of(receivedAt)), out var exists);
        day = exists
            ? day with { Count = day.Count + 1, FirstAt = Math.Min(day.FirstAt, measuredAt), LastPosition = position }
            : new Increment(1, measuredAt, position, position);
    }

    /// <summary>The fiscal year in which a session began; of a clock that is far off, its calendar year.</summary>
    public static int FiscalYearOf(DateTimeOffset at)
    {
        if (at.Year is <= 1 or >= 9999)
        {
            return at.Year;
        }

        var day = JapanDay.Of(at);
        return day.Month >= 4 ? day.Year : day.Year - 1;
    }

    /// <summary>Writes all of it; what repeats something that stands there changes nothing.</summary>
    public async Task WriteAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection, transaction);
        if (_facts.Count > 0)
        {
            batch.BatchCommands.Add(Facts());
        }

        if (_sessions.Count > 0)
        {
            batch.BatchCommands.Add(Sessions());
        }

        if (_days.Count > 0)
        {
            batch.BatchCommands.Add(Days());
        }

        if (batch.BatchCommands.Count > 0)
        {
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private NpgsqlBatchCommand Facts() => Command(
        """
        insert into kpi_facts (position, type, recorded_at, event_id, stream, version, actor, data) select * from unnest($1, $2, $3, $4, $5, $6, $7, $8)
            on conflict (position) do nothing
        """,
        Column(_facts, item => item.Position),
        Column(_facts, item => item.Type),
        Column(_facts, item => item.RecordedAt.ToUniversalTime()),
        Column(_facts, item => item.Id),
        Column(_facts, item => item.Stream),
        Column(_facts, item => item.Version),
        Column(_facts, item => item.Headers.Actor),
        new NpgsqlParameter { Value = _facts.ConvertAll(item => EventCatalog.Serialize(item.Data!)), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb });

    /// <summary>A start that is told again stays as it was told first; casters use a session's id again, so the instant and the user belong to the key.</summary>
    private NpgsqlBatchCommand Sessions()
    {
        var sessions = _sessions.ConvertAll(item => (Item: item, Fact: (SessionStarted)item.Data!));
        return Command(
            """
            insert into kpi_sessions (device, session, user_id, started_at, fiscal_year, position, recorded_at, stream, version, actor) select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
                on conflict (device, session, started_at, user_id) do nothing
            """,
            Column(sessions, row => row.Fact.Device),
            Column(sessions, row => row.Fact.Session),
            Column(sessions, row => row.Fact.User),
            Column(sessions, row => row.Fact.At.ToUniversalTime()),
            Column(sessions, row => FiscalYearOf(row.Fact.At)),
            Column(sessions, row => row.Item.Position),
            Column(sessions, row => row.Item.RecordedAt.ToUniversalTime()),
            Column(sessions, row => row.Item.Stream),
            Column(sessions, row => row.Item.Version),
            Column(sessions, row => row.Item.Headers.Actor));
    }

    private NpgsqlBatchCommand Days()
    {
        // Sorted by key, so that no two transactions wait for each other's rows crosswise.
        var days = _days.OrderBy(day => day.Key.Series.Device, StringComparer.Ordinal).ThenBy(day => day.Key.Series.Sensor, StringComparer.Ordinal).ThenBy(day => day.Key.Series.Metric, StringComparer.Ordinal)
            .ThenBy(day => day.Key.MeasuredOn).ThenBy(day => day.Key.ReceivedOn).ToList();
        return Command(
            """
            insert into kpi_buoy_days as d (device, sensor, metric, measured_on, received_on, count, first_at, first_position, last_position) select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9)
                on conflict (device, sensor, metric, measured_on, received_on) do update set
                    count = d.count + excluded.count, first_at = least(d.first_at, excluded.first_at), last_position = excluded.last_position
            """,
            Column(days, day => day.Key.Series.Device),
            Column(days, day => day.Key.Series.Sensor),
            Column(days, day => day.Key.Series.Metric),
            Column(days, day => day.Key.MeasuredOn),
            Column(days, day => day.Key.ReceivedOn),
            Column(days, day => day.Value.Count),
            Column(days, day => DateTimeOffset.FromUnixTimeMilliseconds(day.Value.FirstAt)),
            Column(days, day => day.Value.FirstPosition),
            Column(days, day => day.Value.LastPosition));
    }

    private static NpgsqlParameter Column<TRow, TValue>(List<TRow> rows, Converter<TRow, TValue> valueOf) => new() { Value = rows.ConvertAll(valueOf) };

    private static NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private readonly record struct Increment(long Count, long FirstAt, long FirstPosition, long LastPosition);
}
