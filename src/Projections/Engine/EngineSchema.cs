namespace MiyagiSensing.Projections.Engine;

/// <summary>The engine's own tables.</summary>
internal static class EngineSchema
{
    /// <summary>Creates them; safe to run again.</summary>
    public const string Sql =
        """
        create table if not exists projection_leases (
            name varchar primary key,
            holder varchar not null,
            beat_at timestamptz not null,
            problem varchar null
        ) with (fillfactor = 50);
        create table if not exists projection_stops (
            name varchar primary key,
            position bigint not null,
            event_id uuid not null,
            event_type varchar not null,
            stream varchar not null,
            error varchar not null,
            stopped_at timestamptz not null
        );
        """;
}
