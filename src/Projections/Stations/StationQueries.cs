using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Projections.Engine;
using Npgsql;
using NpgsqlTypes;

namespace MiyagiSensing.Projections.Stations;

/// <summary>Reads stations with their present limits, devices, newest values and alarms: five queries in one round trip.</summary>
internal sealed class StationQueries(ProjectionDatabase database, IReadOnlyList<Municipality> municipalities, TimeProvider clock) : IStationQueries
{
    private readonly Dictionary<string, LocalText> _municipalities = municipalities.ToDictionary(item => item.Code, item => item.Name);

    public async Task<IReadOnlyList<StationOverview>> ListAsync(string? domain, CancellationToken cancellationToken) =>
        [
            .. (await ReadAsync("($1::varchar is null or s.domain = $1)", domain, cancellationToken))
                .OrderByDescending(station => station.Severity)
                .ThenBy(station => station.Station.Domain, StringComparer.Ordinal)
                .ThenBy(station => station.Station.Id, StringComparer.Ordinal),
        ];

    public async Task<StationOverview?> FindAsync(string station, CancellationToken cancellationToken) =>
        (await ReadAsync("s.id = $1", station, cancellationToken)).SingleOrDefault();

    public async Task<IReadOnlyList<MetricDefinition>> MetricsAsync(string? domain, CancellationToken cancellationToken)
    {
        await using var command = database.Pages.CreateCommand(
            "select definition from miyagi.metrics where $1::varchar is null or domain = $1 order by domain, position");
        command.Parameters.Add(Text(domain));
        List<MetricDefinition> metrics = [];
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            metrics.Add(ProjectionJson.Deserialize<MetricDefinition>(reader.GetFieldValue<byte[]>(0)));
        }

        return metrics;
    }

    private async Task<List<StationOverview>> ReadAsync(string where, string? argument, CancellationToken cancellationToken)
    {
        await using var batch = database.Pages.CreateBatch();
        foreach (var sql in new[]
                 {
                     $"select s.definition from miyagi.stations s where {where}",
                     $"select s.id, d.id, d.online, d.last_seen_at from miyagi.stations s join miyagi.devices d on d.station = s.id where not d.revoked and {where} order by d.id",
                     $"""
                     select s.id, v.device, v.sensor, v.metric, v.value, v.measured_at, v.received_at
                     from miyagi.stations s join miyagi.devices d on d.station = s.id join miyagi.latest_values v on v.device = d.id
                         left join miyagi.metrics m on m.domain = s.domain and m.name = v.metric
                     where {where} order by length(v.sensor), v.sensor, m.position nulls last, v.metric
                     """,
                     $"select s.id, max(e.severity) from miyagi.stations s join miyagi.alert_episodes e on e.station = s.id and e.state = 'active' where {where} group by s.id",
                     $"select t.position, t.fact, t.actor, t.recorded_at from miyagi.stations s join miyagi.station_thresholds t on t.station = s.id where {where} order by t.position",
                 })
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(sql) { Parameters = { Text(argument) } });
        }

        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        List<StationDefinition> stations = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            stations.Add(ProjectionJson.Deserialize<StationDefinition>(reader.GetFieldValue<byte[]>(0)));
        }

        List<(string Station, StationDevice Device)> devices = [];
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            devices.Add((reader.GetString(0), new StationDevice(
                reader.GetString(1), reader.GetBoolean(2), reader.IsDBNull(3) ? null : reader.GetFieldValue<DateTimeOffset>(3))));
        }

        List<(string Station, LatestValue Value)> values = [];
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            values.Add((reader.GetString(0), new LatestValue(
                reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.IsDBNull(4) ? null : reader.GetDouble(4),
                reader.GetFieldValue<DateTimeOffset>(5), reader.GetFieldValue<DateTimeOffset>(6))));
        }

        Dictionary<string, int> severities = [];
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            severities.Add(reader.GetString(0), reader.GetInt32(1));
        }

        await reader.NextResultAsync(cancellationToken);
        var changes = await ThresholdRows.ReadAsync(reader, cancellationToken);
        var (changesOf, now) = (changes.ToLookup(change => change.Fact.Station, change => change.Fact), clock.GetUtcNow());
        var devicesOf = devices.ToLookup(item => item.Station, item => item.Device);
        var valuesOf = values.ToLookup(item => item.Station, item => item.Value);
        return stations.ConvertAll(station => new StationOverview
        {
            Station = StationThresholds.At(station, [.. changesOf[station.Id]], now),
            Municipality = _municipalities.GetValueOrDefault(station.Municipality) ?? new LocalText(station.Municipality, station.Municipality),
            Latest = [.. valuesOf[station.Id]],
            Devices = [.. devicesOf[station.Id]],
            Severity = severities.GetValueOrDefault(station.Id),
        });
    }

    private static NpgsqlParameter Text(string? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Varchar };
}
