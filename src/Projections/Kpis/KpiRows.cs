using MiyagiSensing.Domain;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Kpis;
using MiyagiSensing.Projections.Engine;
using MiyagiSensing.Projections.SeriesHistory;
using Npgsql;
using NpgsqlTypes;

namespace MiyagiSensing.Projections.Kpis;

/// <summary>
/// The projection's tables: facts as they were recorded, with their place in the store; sessions; readings of buoys by day; what was stated of years that are over. Nothing is ever overwritten, so that whatever was known at a position
/// or on a day can be asked for. Names are without schema: projector and queries share the reading, and the connection's <c>search_path</c> decides.
/// </summary>
internal static class KpiRows
{
    public const string Schema =
        """
        create table if not exists kpi_facts (
            position bigint primary key,
            type varchar not null,
            recorded_at timestamptz not null,
            event_id uuid not null,
            stream varchar not null,
            version bigint not null,
            actor varchar not null,
            data jsonb not null
        );
        create index if not exists kpi_facts_by_type on kpi_facts (type, recorded_at);
        create table if not exists kpi_sessions (
            device varchar not null,
            session varchar not null,
            user_id varchar not null,
            started_at timestamptz not null,
            fiscal_year int not null,
            position bigint not null,
            recorded_at timestamptz not null,
            stream varchar not null,
            version bigint not null,
            actor varchar not null,
            primary key (device, session, started_at, user_id)
        );
        create index if not exists kpi_sessions_by_user on kpi_sessions (fiscal_year, user_id);
        create table if not exists kpi_buoy_days (
            device varchar not null,
            sensor varchar not null,
            metric varchar not null,
            measured_on date not null,
            received_on date not null,
            count bigint not null,
            first_at timestamptz not null,
            first_position bigint not null,
            last_position bigint not null,
            primary key (device, sensor, metric, measured_on, received_on)
        ) with (fillfactor = 50);
        create index if not exists kpi_buoy_days_by_day on kpi_buoy_days (measured_on);
        create table if not exists kpi_frozen_years (
            fiscal_year int primary key,
            position bigint not null,
            recorded_at timestamptz not null
        );
        create table if not exists kpi_statements (
            kpi varchar not null,
            fiscal_year int not null,
            ordinal int not null,
            kind varchar not null,
            figures jsonb not null,
            position bigint not null,
            recorded_at timestamptz not null,
            cause jsonb null,
            primary key (kpi, fiscal_year, ordinal)
        );
        create table if not exists kpi_clock (
            one int primary key,
            at timestamptz not null
        );

        """;

    /// <summary>Facts of some types, in order of position.</summary>
    /// <param name="connection">Where from.</param>
    /// <param name="types">Stored names.</param>
    /// <param name="known">How much is known.</param>
    /// <param name="since">Only those recorded from here on; null for all.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<List<RecordedEvent>> FactsAsync(
        NpgsqlConnection connection, string[] types, KnownUntil known, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        await using var command = Command(
            connection,
            """
            select position, type, recorded_at, event_id, stream, version, actor, data from kpi_facts
                where type = any ($1) and position <= $2 and recorded_at < $3 and recorded_at >= $4 order by position
            """,
            types, known.Position, known.Before, since ?? DateTimeOffset.MinValue);
        List<RecordedEvent> facts = [];
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var type = reader.GetString(1);
            facts.Add(new RecordedEvent
            {
                Position = reader.GetInt64(0),
                Type = type,
                RecordedAt = reader.GetFieldValue<DateTimeOffset>(2),
                Id = reader.GetGuid(3),
                Stream = reader.GetString(4),
                Version = reader.GetInt64(5),
                Headers = new EventHeaders(reader.GetString(6)),
                Data = EventCatalog.Deserialize(type, reader.GetFieldValue<byte[]>(7)),
            });
        }

        return facts;
    }

    /// <summary>Users with sessions that began in a fiscal year up to a day.</summary>
    public static async Task<List<RtkUse>> UsesAsync(NpgsqlConnection connection, FiscalYear year, DateOnly day, KnownUntil known, CancellationToken cancellationToken)
    {
        await using var command = Command(
            connection,
            "select user_id, count(*)::int from kpi_sessions where fiscal_year = $1 and started_at < $2 and position <= $3 and recorded_at < $4 group by user_id order by user_id",
            year.Year, JapanDay.StartOf(day.AddDays(1)), known.Position, known.Before);
        List<RtkUse> uses = [];
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            uses.Add(new RtkUse(reader.GetString(0), reader.GetInt32(1)));
        }

        return uses;
    }

    /// <summary>A page of sessions that began in a fiscal year up to a day, by user and time.</summary>
    public static async Task<List<KpiEvidence>> SessionsAsync(
        NpgsqlConnection connection, FiscalYear year, DateOnly day, KnownUntil known, int skip, int take, CancellationToken cancellationToken)
    {
        await using var command = Command(
            connection,
            """
            select user_id, device, started_at, stream, version, position, recorded_at, actor from kpi_sessions
                where fiscal_year = $1 and started_at < $2 and position <= $3 and recorded_at < $4 order by user_id, started_at, position offset $5 limit $6
            """,
            year.Year, JapanDay.StartOf(day.AddDays(1)), known.Position, known.Before, skip, take);
        List<KpiEvidence> sessions = [];
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            sessions.Add(RtkUsers.Session(
                reader.GetString(0), reader.GetString(1), reader.GetFieldValue<DateTimeOffset>(2),
                new EventReference(reader.GetString(3), reader.GetInt64(4), reader.GetInt64(5), "session_started", reader.GetFieldValue<DateTimeOffset>(6), reader.GetString(7))));
        }

        return sessions;
    }

    /// <summary>What buoys delivered in the window that ends with a day, as far as it had arrived.</summary>
    public static async Task<List<BuoySeries>> BuoySeriesAsync(NpgsqlConnection connection, DateOnly day, KnownUntil known, CancellationToken cancellationToken)
    {
        // Increments are not kept by position: the projector asks at the position up to which it has folded.
        await using var command = Command(
            connection,
            """
            with days as (
                select device, sensor, metric, measured_on, sum(count)::bigint as count, min(first_position) as first, max(last_position) as last
                    from kpi_buoy_days where measured_on between $1 and $2 and received_on <= $3 group by device, sensor, metric, measured_on),
            begins as (
                select s.device, s.sensor, s.metric, f.first_at from (select distinct device, sensor, metric from days) s, lateral (
                    select first_at from kpi_buoy_days b where b.device = s.device and b.sensor = s.sensor and b.metric = s.metric and b.received_on <= $3 order by b.measured_on, b.first_at limit 1) f)
            select device, sensor, metric, measured_on, count, first, last, first_at from days join begins using (device, sensor, metric) order by device, sensor, metric, measured_on
            """,
            SmartDistricts.WindowStart(day), day, known.LastDay);
        List<(BuoyDay Day, DateTimeOffset FirstAt)> rows = [];
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add((
                new BuoyDay(
                    reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetFieldValue<DateOnly>(3), reader.GetInt64(4), reader.GetInt64(5), reader.GetInt64(6)),
                reader.GetFieldValue<DateTimeOffset>(7)));
        }

        return
        [
            .. rows.GroupBy(row => (row.Day.Device, row.Day.Sensor, row.Day.Metric)).Select(one => new BuoySeries(
                one.Key.Device, one.Key.Sensor, one.Key.Metric, one.First().FirstAt,
                [.. one.Select(row => row.Day)])),
        ];
    }

    /// <summary>The first reading of each series of a buoy.</summary>
    public static async Task<List<(SeriesId Series, DateTimeOffset FirstAt)>> BeginsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select device, sensor, metric, min(first_at) from kpi_buoy_days group by device, sensor, metric", connection);
        List<(SeriesId, DateTimeOffset)> begins = [];
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            begins.Add((new SeriesId(reader.GetString(0), reader.GetString(1), reader.GetString(2)), reader.GetFieldValue<DateTimeOffset>(3)));
        }

        return begins;
    }

    /// <summary>Statements known, by KPI and fiscal year, in order.</summary>
    public static async Task<ILookup<(string Kpi, int FiscalYear), KpiStatement>> StatementsAsync(NpgsqlConnection connection, KnownUntil known, CancellationToken cancellationToken)
    {
        await using var command = Command(
            connection,
            "select kpi, fiscal_year, kind, figures, position, recorded_at, cause from kpi_statements where position <= $1 and recorded_at < $2 order by kpi, fiscal_year, ordinal",
            known.Position, known.Before);
        List<((string, int) Key, KpiStatement Statement)> found = [];
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(((reader.GetString(0), reader.GetInt32(1)), new KpiStatement(
                reader.GetString(2), ProjectionJson.Deserialize<List<KpiFigure>>(reader.GetFieldValue<byte[]>(3)), reader.GetInt64(4), reader.GetFieldValue<DateTimeOffset>(5),
                reader.IsDBNull(6) ? null : ProjectionJson.Deserialize<EventReference>(reader.GetFieldValue<byte[]>(6)))));
        }

        return found.ToLookup(item => item.Key, item => item.Statement);
    }

    /// <summary>The last fact or session that a KPI rests on and that was recorded at or after an instant and before a position; null when there is none.</summary>
    public static async Task<EventReference?> LastCauseAsync(NpgsqlConnection connection, KpiDefinition kpi, DateTimeOffset since, long before, CancellationToken cancellationToken)
    {
        await using var command = Command(
            connection,
            """
            select stream, version, position, type, recorded_at, actor from (
                select stream, version, position, type, recorded_at, actor from kpi_facts where type = any ($1) and ($2 or stream = $3)
                union all select stream, version, position, 'session_started', recorded_at, actor from kpi_sessions where $4) f
            where recorded_at >= $5 and position < $6 order by position desc limit 1
            """,
            KpiEvaluator.TypesOf(kpi), kpi.Computed is not null, $"kpi:{kpi.Id}", kpi.Computed == KpiRules.RtkUsers, since, before);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new EventReference(reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetString(3), reader.GetFieldValue<DateTimeOffset>(4), reader.GetString(5))
            : null;
    }

    /// <summary>Fiscal years that are frozen, and since when, in order.</summary>
    public static async Task<List<(FiscalYear Year, DateTimeOffset RecordedAt)>> FrozenYearsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select fiscal_year, recorded_at from kpi_frozen_years order by fiscal_year", connection);
        List<(FiscalYear, DateTimeOffset)> years = [];
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            years.Add((new FiscalYear(reader.GetInt32(0)), reader.GetFieldValue<DateTimeOffset>(1)));
        }

        return years;
    }

    /// <summary>When the first fact was recorded; null while there is none.</summary>
    public static async Task<DateTimeOffset?> BeganAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select recorded_at from kpi_facts order by position limit 1", connection);
        return await command.ExecuteScalarAsync(cancellationToken) is DateTime began ? new DateTimeOffset(began, TimeSpan.Zero) : null;
    }

    /// <summary>The journal's time; null when none has passed.</summary>
    public static async Task<DateTimeOffset?> TimeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select at from kpi_clock", connection);
        return await command.ExecuteScalarAsync(cancellationToken) is DateTime at ? new DateTimeOffset(at, TimeSpan.Zero) : null;
    }

    /// <summary>A command with positional parameters; instants beyond what PostgreSQL holds become infinite.</summary>
    public static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params ReadOnlySpan<object> values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(Parameter(value));
        }

        return command;
    }

    /// <summary>A parameter; bytes are JSON.</summary>
    public static NpgsqlParameter Parameter(object value) => value switch
    {
        byte[] json => new NpgsqlParameter { Value = json, NpgsqlDbType = NpgsqlDbType.Jsonb },
        DateTimeOffset instant => new NpgsqlParameter { Value = instant.ToUniversalTime(), NpgsqlDbType = NpgsqlDbType.TimestampTz },
        NpgsqlParameter parameter => parameter,
        _ => new NpgsqlParameter { Value = value },
    };
}
