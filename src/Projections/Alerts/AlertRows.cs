using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Readings;
using MiyagiSensing.Projections.Engine;
using Npgsql;
using NpgsqlTypes;

namespace MiyagiSensing.Projections.Alerts;

/// <summary>The rows of <c>alert_states</c>, <c>alert_clock</c> and <c>alert_episodes</c>.</summary>
internal static class AlertRows
{
    /// <summary>The tables.</summary>
    public const string Schema =
        """
        create table if not exists alert_states (
            rule varchar not null,
            subject varchar not null,
            device varchar not null,
            sensor varchar not null,
            metric varchar not null,
            level int not null,
            episode varchar null,
            settled_until bigint not null,
            memory jsonb not null,
            primary key (rule, subject)
        ) with (fillfactor = 50);
        create table if not exists alert_clock (
            one int primary key,
            passed bigint not null
        );
        create table if not exists alert_episodes (
            id varchar primary key,
            rule varchar not null,
            rule_name jsonb not null,
            domain varchar not null,
            station varchar not null,
            station_name jsonb not null,
            sensor varchar not null,
            metric varchar not null,
            state varchar not null,
            level jsonb not null,
            severity int not null,
            peak_severity int not null,
            unstable boolean not null,
            value double precision not null,
            raised_at timestamptz not null,
            changed_at timestamptz not null,
            cleared_at timestamptz null,
            steps jsonb not null
        );
        create index if not exists alert_episodes_active on alert_episodes (station) where state = 'active';
        create index if not exists alert_episodes_raised on alert_episodes (raised_at desc);
        """;

    /// <summary>Where the rules stand, by series.</summary>
    public static async Task<ILookup<(ReadingSource Source, string Metric), AlertState>> LoadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        List<AlertState> states = [];
        await using var command = new NpgsqlCommand("select rule, subject, device, sensor, metric, level, episode, settled_until, memory from alert_states order by rule", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            states.Add(new AlertState(
                reader.GetString(0), reader.GetString(1), new ReadingSource(reader.GetString(2), reader.GetString(3)), reader.GetString(4), reader.GetInt32(5),
                reader.IsDBNull(6) ? null : reader.GetString(6), reader.GetInt64(7), ProjectionJson.Deserialize<AlertMemory>(reader.GetFieldValue<byte[]>(8))));
        }

        return states.ToLookup(state => (state.Source, state.Metric));
    }

    /// <summary>Up to when time had passed, Unix time in ms.</summary>
    public static async Task<long> PassedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select passed from alert_clock", connection);
        return await command.ExecuteScalarAsync(cancellationToken) as long? ?? long.MinValue;
    }

    public static async Task SaveAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IEnumerable<AlertState> states, IReadOnlyList<EpisodeChange> changes, long? passed, CancellationToken cancellationToken)
    {
        var episodes = await EpisodesAsync(connection, transaction, changes, cancellationToken);
        await using var batch = new NpgsqlBatch(connection, transaction);
        if (passed is { } until)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand("insert into alert_clock (one, passed) values (1, $1) on conflict (one) do update set passed = excluded.passed")
            {
                Parameters = { new NpgsqlParameter { Value = until } },
            });
        }

        List<AlertState> sorted = [.. states.OrderBy(state => state.Rule, StringComparer.Ordinal).ThenBy(state => state.Subject, StringComparer.Ordinal)];
        if (sorted.Count > 0)
        {
            batch.BatchCommands.Add(StatesCommand(sorted));
        }

        foreach (var group in changes.GroupBy(change => change.Episode))
        {
            var row = group.Aggregate(episodes.GetValueOrDefault(group.Key) ?? new EpisodeRow(group.Key, []), (row, change) => row.With(change));
            batch.BatchCommands.Add(row.Steps.Count == 0 ? WithdrawCommand(row.Id) : EpisodeCommand(row, group.Last()));
        }

        if (batch.BatchCommands.Count > 0)
        {
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static async Task<Dictionary<string, EpisodeRow>> EpisodesAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<EpisodeChange> changes, CancellationToken cancellationToken)
    {
        Dictionary<string, EpisodeRow> rows = [];
        if (changes.Count == 0)
        {
            return rows;
        }

        await using var command = new NpgsqlCommand("select id, steps from alert_episodes where id = any($1)", connection, transaction)
        {
            Parameters = { new NpgsqlParameter { Value = changes.Select(change => change.Episode).Distinct().ToArray() } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(reader.GetString(0), new EpisodeRow(reader.GetString(0), ProjectionJson.Deserialize<List<RestatedStep>>(reader.GetFieldValue<byte[]>(1))));
        }

        return rows;
    }

    private static NpgsqlBatchCommand StatesCommand(List<AlertState> states) => new(
        """
        insert into alert_states (rule, subject, device, sensor, metric, level, episode, settled_until, memory) select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9)
            on conflict (rule, subject) do update set level = excluded.level, episode = excluded.episode, settled_until = excluded.settled_until, memory = excluded.memory
        """)
    {
        Parameters =
        {
            new NpgsqlParameter { Value = states.ConvertAll(state => state.Rule) },
            new NpgsqlParameter { Value = states.ConvertAll(state => state.Subject) },
            new NpgsqlParameter { Value = states.ConvertAll(state => state.Source.Device) },
            new NpgsqlParameter { Value = states.ConvertAll(state => state.Source.Sensor) },
            new NpgsqlParameter { Value = states.ConvertAll(state => state.Metric) },
            new NpgsqlParameter { Value = states.ConvertAll(state => state.Level) },
            new NpgsqlParameter { Value = states.ConvertAll(state => state.Episode), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar },
            new NpgsqlParameter { Value = states.ConvertAll(state => state.Until) },
            new NpgsqlParameter { Value = states.ConvertAll(state => ProjectionJson.Serialize(state.Memory)), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb },
        },
    };

    private static NpgsqlBatchCommand WithdrawCommand(string episode) =>
        new("update alert_episodes set state = 'withdrawn', cleared_at = coalesce(cleared_at, changed_at), steps = '[]' where id = $1") { Parameters = { new NpgsqlParameter { Value = episode } } };

    private static NpgsqlBatchCommand EpisodeCommand(EpisodeRow row, EpisodeChange change)
    {
        var (rule, station, newest) = (change.Watch.Rule, change.Station, row.Steps[^1]);
        return new NpgsqlBatchCommand(
            """
            insert into alert_episodes
                (id, rule, rule_name, domain, station, station_name, sensor, metric, state, level, severity, peak_severity, unstable, value, raised_at, changed_at, cleared_at, steps)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
                on conflict (id) do update set state = excluded.state, level = excluded.level, severity = excluded.severity, peak_severity = excluded.peak_severity, unstable = excluded.unstable,
                    value = excluded.value, raised_at = excluded.raised_at, changed_at = excluded.changed_at, cleared_at = excluded.cleared_at, steps = excluded.steps
            """)
        {
            Parameters =
            {
                new NpgsqlParameter { Value = row.Id },
                new NpgsqlParameter { Value = rule.Id },
                Json(rule.Name),
                new NpgsqlParameter { Value = station.Domain },
                new NpgsqlParameter { Value = station.Id },
                Json(station.Name),
                new NpgsqlParameter { Value = change.Series.Source.Sensor },
                new NpgsqlParameter { Value = change.Series.Metric },
                new NpgsqlParameter { Value = row.State },
                Json(EpisodeRow.TitleOf(rule, newest.Level)),
                new NpgsqlParameter { Value = newest.Severity },
                new NpgsqlParameter { Value = row.Steps.Max(step => step.Severity) },
                new NpgsqlParameter { Value = row.IsUnstable },
                new NpgsqlParameter { Value = newest.Value },
                new NpgsqlParameter { Value = row.Beginning!.At },
                new NpgsqlParameter { Value = newest.At },
                new NpgsqlParameter { Value = row.State is "cleared" or "lapsed" ? newest.At : DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz },
                Json(row.Steps),
            },
        };
    }

    private static NpgsqlParameter Json<T>(T value) => new() { Value = ProjectionJson.Serialize(value), NpgsqlDbType = NpgsqlDbType.Jsonb };
}
