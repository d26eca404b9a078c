using MiyagiSensing.Projections.Engine;
using Npgsql;
using NpgsqlTypes;

namespace MiyagiSensing.Projections.Alerts;

/// <summary>The rows of <c>alert_states</c> and <c>alert_episodes</c>.</summary>
internal static class AlertRows
{
    /// <summary>The tables.</summary>
    public const string Schema =
        """
        create table if not exists alert_states (
            rule varchar not null,
            subject varchar not null,
            level int not null,
            episode varchar null,
            judged_up_to bigint not null,
            primary key (rule, subject)
        ) with (fillfactor = 50);
        create table if not exists alert_episodes (
            id varchar primary key,
            rule varchar not null,
            rule_name jsonb not null,
            domain varchar not null,
            station varchar not null,
            station_name jsonb not null,
            sensor varchar not null,
            metric varchar not null,
            level jsonb not null,
            severity int not null,
            peak_severity int not null,
            value double precision not null,
            raised_at timestamptz not null,
            changed_at timestamptz not null,
            cleared_at timestamptz null
        );
        create index if not exists alert_episodes_active on alert_episodes (station) where cleared_at is null;
        create index if not exists alert_episodes_raised on alert_episodes (raised_at desc);
        """;

    public static async Task LoadAsync(
        NpgsqlConnection connection, Dictionary<(string Rule, string Subject), AlertState> states, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select rule, subject, level, episode, judged_up_to from alert_states", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            states.Add((reader.GetString(0), reader.GetString(1)), new AlertState
            {
                Rule = reader.GetString(0),
                Subject = reader.GetString(1),
                Level = reader.GetInt32(2),
                Episode = reader.IsDBNull(3) ? null : reader.GetString(3),
                JudgedUpTo = reader.GetInt64(4),
            });
        }
    }

    public static async Task SaveAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyCollection<AlertState> states, IReadOnlyList<EpisodeChange> changes,
        CancellationToken cancellationToken)
    {
        if (states.Count == 0)
        {
            return;
        }

        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(StatesCommand([.. states.OrderBy(state => state.Rule, StringComparer.Ordinal).ThenBy(state => state.Subject, StringComparer.Ordinal)]));
        foreach (var change in changes)
        {
            batch.BatchCommands.Add(change.Raises ? RaiseCommand(change) : ChangeCommand(change));
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlBatchCommand StatesCommand(List<AlertState> states) => new(
        """
        insert into alert_states (rule, subject, level, episode, judged_up_to) select * from unnest($1, $2, $3, $4, $5)
            on conflict (rule, subject) do update set level = excluded.level, episode = excluded.episode, judged_up_to = excluded.judged_up_to
        """)
    {
        Parameters =
        {
            new NpgsqlParameter { Value = states.ConvertAll(state => state.Rule) },
            new NpgsqlParameter { Value = states.ConvertAll(state => state.Subject) },
            new NpgsqlParameter { Value = states.ConvertAll(state => state.Level) },
            new NpgsqlParameter { Value = states.ConvertAll(state => state.Episode), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar },
            new NpgsqlParameter { Value = states.ConvertAll(state => state.JudgedUpTo) },
        },
    };

    private static NpgsqlBatchCommand RaiseCommand(EpisodeChange change) => new(
        """
        insert into alert_episodes
            (id, rule, rule_name, domain, station, station_name, sensor, metric, level, severity, peak_severity, value, raised_at, changed_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11, $12, $12)
        """)
    {
        Parameters =
        {
            new NpgsqlParameter { Value = change.Episode },
            new NpgsqlParameter { Value = change.Watch.Rule.Id },
            Json(change.Watch.Rule.Name),
            new NpgsqlParameter { Value = change.Watch.Station.Domain },
            new NpgsqlParameter { Value = change.Watch.Station.Id },
            Json(change.Watch.Station.Name),
            new NpgsqlParameter { Value = change.Source.Sensor },
            new NpgsqlParameter { Value = change.Metric },
            Json(change.Level.Title),
            new NpgsqlParameter { Value = change.Level.Severity },
            new NpgsqlParameter { Value = change.Value },
            new NpgsqlParameter { Value = change.MeasuredAt },
        },
    };

    private static NpgsqlBatchCommand ChangeCommand(EpisodeChange change) => new(
        """
        update alert_episodes set level = $2, severity = $3, peak_severity = greatest(peak_severity, $3), value = $4, changed_at = $5,
            cleared_at = case when $6 then $5 end
            where id = $1
        """)
    {
        Parameters =
        {
            new NpgsqlParameter { Value = change.Episode },
            Json(change.Level.Title),
            new NpgsqlParameter { Value = change.Level.Severity },
            new NpgsqlParameter { Value = change.Value },
            new NpgsqlParameter { Value = change.MeasuredAt },
            new NpgsqlParameter { Value = change.Clears },
        },
    };

    private static NpgsqlParameter Json<T>(T value) => new() { Value = ProjectionJson.Serialize(value), NpgsqlDbType = NpgsqlDbType.Jsonb };
}
