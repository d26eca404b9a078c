using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Fisheries;
using MiyagiSensing.Projections.Corrections;
using MiyagiSensing.Projections.Engine;
using MiyagiSensing.Projections.Rollups;
using MiyagiSensing.Projections.SeriesHistory;
using Npgsql;
using NpgsqlTypes;

namespace MiyagiSensing.Projections.Fisheries;

/// <summary>
/// What buoys measured, from the rollups' hours and, where a single reading is asked for, from history. An hour in which any value was physically impossible counts as not measured: a sensor that sends -10 or 50 °C can't be
/// trusted a minute before and after.
/// </summary>
internal sealed class BuoyHistory(ProjectionDatabase database, ICorrectedHistoryQueries history)
{
    /// <summary>How far back the newest reading before a past day's end is looked for. Chosen: what is older tells nothing of that day.</summary>
    private static readonly TimeSpan Reach = TimeSpan.FromDays(30);

    /// <summary>When which devices stood at a station.</summary>
    public async Task<IReadOnlyList<(string Device, DateTimeOffset From, DateTimeOffset To)>> StaysAsync(string station, CancellationToken cancellationToken)
    {
        await using var connection = await database.Pages.OpenConnectionAsync(cancellationToken);
        var facts = new ReferenceFacts(RollupsProjector.ProjectionName);
        await facts.LoadAsync(connection, cancellationToken);
        return [.. facts.StaysAt(station)];
    }

    /// <summary>Daily figures of a station's sensors, in order of sensor and day, from an instant to another.</summary>
    public async Task<IReadOnlyList<(string Sensor, DayFigure Figure)>> DaysAsync(
        IReadOnlyList<(string Device, DateTimeOffset From, DateTimeOffset To)> stays, MetricDefinition metric, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken)
    {
        await using var command = database.Pages.CreateCommand(
            """
            select h.sensor, h.day, (sum(h.sum) / sum(h.count))::double precision, min(h.minimum), max(h.maximum), sum(h.count)::bigint
            from unnest($1::varchar[], $2::date[], $3::smallint[], $4::date[], $5::smallint[]) as s (device, from_day, from_hour, to_day, to_hour)
                join miyagi.rollup_hours h on h.device = s.device and h.metric = $6 and (h.day, h.hour) >= (s.from_day, s.from_hour) and (h.day, h.hour) < (s.to_day, s.to_hour)
            where h.count > 0 and h.too_large = 0 and h.minimum >= $7 and h.maximum <= $8
            group by 1, 2 order by length(h.sensor), 1, 2
            """);
        AddStays(command, stays, from, until);
        AddPossible(command, metric);
        List<(string, DayFigure)> days = [];
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            days.Add((reader.GetString(0), new DayFigure(reader.GetFieldValue<DateOnly>(1), reader.GetDouble(2), reader.GetDouble(3), reader.GetDouble(4), reader.GetInt64(5))));
        }

        return days;
    }

    /// <summary>The newest reading of each of a station's series before an instant, of those that sent anything within the last 30 days.</summary>
    public async Task<IReadOnlyList<BuoySensor>> NewestAsync(
        string station, IReadOnlyList<(string Device, DateTimeOffset From, DateTimeOffset To)> stays, string metric, DateTimeOffset before, CancellationToken cancellationToken)
    {
        List<(string Device, string Sensor, DateTimeOffset Hour)> hours = [];
        await using (var command = database.Pages.CreateCommand(
            """
            select distinct on (h.device, h.sensor) h.device, h.sensor, h.day, h.hour
            from unnest($1::varchar[], $2::date[], $3::smallint[], $4::date[], $5::smallint[]) as s (device, from_day, from_hour, to_day, to_hour)
                join miyagi.rollup_hours h on h.device = s.device and h.metric = $6 and (h.day, h.hour) >= (s.from_day, s.from_hour) and (h.day, h.hour) < (s.to_day, s.to_hour)
            order by h.device, h.sensor, h.day desc, h.hour desc
            """))
        {
            AddStays(command, stays, before - Reach, before);
            command.Parameters.Add(new NpgsqlParameter { Value = metric });
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                hours.Add((reader.GetString(0), reader.GetString(1), RollupKey.StartOf(RollupKey.HourOf(reader.GetFieldValue<DateOnly>(2), reader.GetInt16(3)))));
            }
        }

        List<BuoySensor> sensors = [];
        foreach (var (device, sensor, hour) in hours)
        {
            CorrectedReading? newest = null;
            await foreach (var reading in history.ReadAsync(new SeriesId(device, sensor, metric), hour, hour.AddHours(1), null, cancellationToken))
            {
                newest = reading;
            }

            if (newest is { } found)
            {
                sensors.Add(new BuoySensor(station, device, sensor, metric, new NewestValue(double.IsNaN(found.Value) ? null : found.Value, found.Raw.MeasuredAt)));
            }
        }

        return sensors;
    }

    /// <summary>The first reading of the run of readings at or beyond a limit that lasts until an instant; null when there is no such run.</summary>
    public async Task<DateTimeOffset?> ReachedSinceAsync(SpeciesLimit limit, MetricDefinition metric, string device, string sensor, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var series = new SeriesId(device, sensor, metric.Name);
        var fine = await LastFineHourAsync(limit, metric, series, until, cancellationToken);
        DateTimeOffset? since = null;
        // Readings behind the last hour with a fine one are all at or beyond the limit, so that the first of them ends the search.
        await foreach (var reading in history.ReadAsync(series, fine ?? DateTimeOffset.UnixEpoch, until, null, cancellationToken))
        {
            var isBehind = fine is null || reading.Raw.MeasuredAt >= fine.Value.AddHours(1);
            if (isBehind && since is not null)
            {
                break;
            }

            if (double.IsFinite(reading.Value) && !(reading.Value < metric.Minimum) && !(reading.Value > metric.Maximum))
            {
                since = limit.IsReachedBy(reading.Value) ? since ?? reading.Raw.MeasuredAt : null;
            }
        }

        return since;
    }

    private async Task<DateTimeOffset?> LastFineHourAsync(SpeciesLimit limit, MetricDefinition metric, SeriesId series, DateTimeOffset until, CancellationToken cancellationToken)
    {
        await using var command = database.Pages.CreateCommand(
            $"""
            select day, hour from miyagi.rollup_hours
            where device = $1 and sensor = $2 and metric = $3 and (day, hour) < ($4, $5) and count > 0 and minimum >= $6 and maximum <= $7 and {(limit.Direction == "below" ? "maximum > $8" : "minimum < $8")}
            order by day desc, hour desc limit 1
            """);
        var end = HourAfter(until);
        foreach (var value in new object[] { series.Device, series.Sensor, series.Metric, RollupKey.DayOf(end), RollupKey.HourOfDay(end), metric.Minimum ?? double.NegativeInfinity, metric.Maximum ?? double.PositiveInfinity, limit.Value })
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? RollupKey.StartOf(RollupKey.HourOf(reader.GetFieldValue<DateOnly>(0), reader.GetInt16(1))) : null;
    }

    /// <summary>The stays as hours within a stretch; the hour in which a device was moved belongs to the station where it began, as everywhere in the rollups.</summary>
    private static void AddStays(NpgsqlCommand command, IReadOnlyList<(string Device, DateTimeOffset From, DateTimeOffset To)> stays, DateTimeOffset from, DateTimeOffset until)
    {
        var hours = stays.Select(stay => (stay.Device, From: HourAfter(stay.From > from ? stay.From : from), To: HourAfter(stay.To < until ? stay.To : until))).ToList();
        command.Parameters.Add(new NpgsqlParameter { Value = hours.ConvertAll(stay => stay.Device), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar });
        command.Parameters.Add(new NpgsqlParameter { Value = hours.ConvertAll(stay => RollupKey.DayOf(stay.From)) });
        command.Parameters.Add(new NpgsqlParameter { Value = hours.ConvertAll(stay => RollupKey.HourOfDay(stay.From)) });
        command.Parameters.Add(new NpgsqlParameter { Value = hours.ConvertAll(stay => RollupKey.DayOf(stay.To)) });
        command.Parameters.Add(new NpgsqlParameter { Value = hours.ConvertAll(stay => RollupKey.HourOfDay(stay.To)) });
    }

    private static void AddPossible(NpgsqlCommand command, MetricDefinition metric)
    {
        command.Parameters.Add(new NpgsqlParameter { Value = metric.Name });
        command.Parameters.Add(new NpgsqlParameter { Value = metric.Minimum ?? double.NegativeInfinity });
        command.Parameters.Add(new NpgsqlParameter { Value = metric.Maximum ?? double.PositiveInfinity });
    }

    /// <summary>Number of the first hour that begins at an instant or after it.</summary>
    private static long HourAfter(DateTimeOffset instant) => RollupKey.HourOf(instant.AddTicks(-1)) + 1;
}
