using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Rtk;
using MiyagiSensing.Projections.Engine;
using Npgsql;
using NpgsqlTypes;

namespace MiyagiSensing.Projections.RtkUsage;

/// <summary>The rows of sessions, their hours, and registered ids.</summary>
internal static class RtkRows
{
    /// <summary>The tables.</summary>
    public const string Schema =
        """
        create table if not exists rtk_sessions (
            device varchar not null,
            session varchar not null,
            start timestamptz not null,
            user_id varchar null,
            station varchar null,
            mountpoint varchar null,
            agent varchar null,
            last_heard timestamptz not null,
            state varchar not null,
            reason varchar null,
            has_start boolean not null,
            bytes bigint null,
            qualities int[] not null,
            municipality varchar null,
            primary key (device, session, start)
        );
        create index if not exists rtk_sessions_by_start on rtk_sessions (start);
        create table if not exists rtk_session_hours (
            device varchar not null,
            session varchar not null,
            start timestamptz not null,
            hour timestamptz not null,
            milliseconds bigint not null,
            bytes bigint not null,
            epochs int not null,
            fixed int not null,
            ages int not null,
            age_sum numeric not null,
            age_max numeric null,
            drop_outs int not null,
            primary key (device, session, start, hour)
        );
        create index if not exists rtk_session_hours_by_hour on rtk_session_hours (hour);
        create table if not exists rtk_open_sessions (
            stream varchar primary key,
            device varchar not null,
            session varchar not null,
            last_heard timestamptz not null,
            since_ms bigint not null
        );
        create table if not exists rtk_listening (
            one boolean primary key,
            listened_ms bigint not null,
            tick timestamptz null
        );
        create table if not exists rtk_ids (
            user_id varchar not null,
            registered_on date not null,
            source text not null,
            registered_at timestamptz not null,
            retired_on date null,
            reason text null,
            retired_at timestamptz null,
            position bigint not null,
            primary key (user_id, position)
        );
        """;

    /// <summary>Puts a story's sessions in the place of those that stood.</summary>
    /// <param name="batch">Where to.</param>
    /// <param name="story">The events so far.</param>
    /// <param name="stationOf">Where a device stood at an instant; null where that is not known.</param>
    public static void Replace(NpgsqlBatch batch, SessionStory story, Func<string, DateTimeOffset, string?> stationOf)
    {
        batch.BatchCommands.Add(Command("delete from rtk_session_hours where device = $1 and session = $2", story.Device, story.Session));
        batch.BatchCommands.Add(Command("delete from rtk_sessions where device = $1 and session = $2", story.Device, story.Session));
        foreach (var session in story.Sessions)
        {
            batch.BatchCommands.Add(Command(
                "insert into rtk_sessions values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
                session.Device, session.Session, session.From, Text(session.User), Text(stationOf(session.Device, session.From)), Text(session.Mountpoint), Text(session.Agent),
                session.LastHeard, session.State, Text(session.Reason), session.HasStart, Optional(session.Bytes, NpgsqlDbType.Bigint), session.Qualities.ToArray(), Text(session.Municipality)));
            batch.BatchCommands.Add(Hours(session));
        }
    }

    /// <summary>Gives the sessions of a device to the stations that it stood at, as is known now.</summary>
    public static void Move(NpgsqlBatch batch, string device, ReferenceFacts facts)
    {
        foreach (var station in facts.Stations.Keys.Order(StringComparer.Ordinal))
        {
            foreach (var (_, from, to) in facts.StaysAt(station).Where(stay => stay.Device == device))
            {
                batch.BatchCommands.Add(Command("update rtk_sessions set station = $1 where device = $2 and start >= $3 and start < $4", station, device, from, to));
            }
        }
    }

    /// <summary>A user id was issued or given back.</summary>
    public static void Note(NpgsqlBatch batch, RecordedEvent item) => batch.BatchCommands.Add(item.Data switch
    {
        RtkIdRegistered fact => Command(
            "insert into rtk_ids (user_id, registered_on, source, registered_at, position) values ($1, $2, $3, $4, $5)", fact.User, fact.On, fact.Source, item.RecordedAt, item.Position),
        RtkIdRetired fact => Command(
            "update rtk_ids set retired_on = $2, reason = $3, retired_at = $4 where user_id = $1 and retired_on is null", fact.User, fact.On, fact.Reason, item.RecordedAt),
        _ => throw new System.Diagnostics.UnreachableException(),
    });

    /// <summary>A command with positional parameters.</summary>
    public static NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<object> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(value as NpgsqlParameter ?? new NpgsqlParameter { Value = value });
        }

        return command;
    }

    private static NpgsqlBatchCommand Hours(RtkSession session) => Command(
        """
        insert into rtk_session_hours (device, session, start, hour, milliseconds, bytes, epochs, fixed, ages, age_sum, age_max, drop_outs)
            select $1, $2, $3, * from unnest($4, $5, $6, $7, $8, $9, $10, $11, $12)
        """,
        session.Device, session.Session, session.From, Column(session, hour => hour.Hour), Column(session, hour => hour.Milliseconds), Column(session, hour => hour.Bytes),
        Column(session, hour => hour.Epochs), Column(session, hour => hour.Fixed), Column(session, hour => hour.Ages), Column(session, hour => hour.AgeSum),
        Column(session, hour => hour.AgeMax), Column(session, hour => hour.DropOuts));

    private static T[] Column<T>(RtkSession session, Func<RtkSessionHour, T> select) => [.. session.Hours.Select(select)];

    private static NpgsqlParameter Text(string? text) => Optional(text, NpgsqlDbType.Varchar);

    private static NpgsqlParameter Optional(object? value, NpgsqlDbType type) => new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
}
