using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Projections.Engine;
using Npgsql;
using NpgsqlTypes;

namespace MiyagiSensing.Projections.Alerts;

/// <summary>Reads episodes from the projection's rows.</summary>
internal sealed class AlertQueries(ProjectionDatabase database) : IAlertQueries
{
    private const string Columns =
        "id, rule, rule_name, domain, station, station_name, sensor, metric, level, severity, peak_severity, value, raised_at, changed_at, cleared_at, unstable, steps";

    public async Task<IReadOnlyList<AlertEpisode>> ListAsync(string? station, bool activeOnly, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(limit is >= 1 and <= 1_000, true, nameof(limit));
        await using var command = database.Pages.CreateCommand(
            $"""
            select {Columns} from miyagi.alert_episodes
            where ($1::varchar is null or station = $1) and (state = 'active' or (state = 'cleared' and not $2))
            order by (state = 'active') desc, case when state = 'active' then severity end desc, changed_at desc
            limit $3
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)station ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Varchar });
        command.Parameters.Add(new NpgsqlParameter { Value = activeOnly });
        command.Parameters.Add(new NpgsqlParameter { Value = limit });
        return await ReadAsync(command, cancellationToken);
    }

    public async Task<AlertEpisode?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var command = database.Pages.CreateCommand($"select {Columns} from miyagi.alert_episodes where id = $1 and state in ('active', 'cleared')");
        command.Parameters.Add(new NpgsqlParameter { Value = id });
        return (await ReadAsync(command, cancellationToken)).SingleOrDefault();
    }

    private static async Task<List<AlertEpisode>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        List<AlertEpisode> episodes = [];
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            episodes.Add(new AlertEpisode
            {
                Id = reader.GetString(0),
                Rule = reader.GetString(1),
                RuleName = Text(reader, 2),
                Domain = reader.GetString(3),
                Station = reader.GetString(4),
                StationName = Text(reader, 5),
                Sensor = reader.GetString(6),
                Metric = reader.GetString(7),
                Level = Text(reader, 8),
                Severity = reader.GetInt32(9),
                PeakSeverity = reader.GetInt32(10),
                Value = reader.GetDouble(11),
                RaisedAt = reader.GetFieldValue<DateTimeOffset>(12),
                ChangedAt = reader.GetFieldValue<DateTimeOffset>(13),
                ClearedAt = reader.IsDBNull(14) ? null : reader.GetFieldValue<DateTimeOffset>(14),
                Unstable = reader.GetBoolean(15),
                Steps = ProjectionJson.Deserialize<List<RestatedStep>>(reader.GetFieldValue<byte[]>(16)),
            });
        }

        return episodes;
    }

    private static LocalText Text(NpgsqlDataReader reader, int column) =>
        ProjectionJson.Deserialize<LocalText>(reader.GetFieldValue<byte[]>(column));
}
