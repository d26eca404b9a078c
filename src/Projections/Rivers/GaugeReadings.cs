using MiyagiSensing.Domain;
using MiyagiSensing.Domain.Corrections;
using MiyagiSensing.Domain.Rivers;
using MiyagiSensing.Projections.Corrections;
using MiyagiSensing.Projections.Engine;
using MiyagiSensing.Projections.Rollups;
using MiyagiSensing.Projections.SeriesHistory;
using Npgsql;

namespace MiyagiSensing.Projections.Rivers;

/// <summary>The levels that river queries judge: the newest ones from <c>river_readings</c>, older ones from history. Corrections are applied; values that are missing are left out.</summary>
internal sealed class GaugeReadings(ProjectionDatabase database, ISeriesHistoryQueries history, ICorrectedHistoryQueries corrected)
{
    /// <summary>All level series with their newest readings.</summary>
    public async Task<List<GaugeSeries>> NewestAsync(CancellationToken cancellationToken)
    {
        var book = await corrected.CorrectionsAsync(cancellationToken);
        await using var command = database.Pages.CreateCommand("select device, sensor, measured_at, value from miyagi.river_readings order by device, sensor, measured_at");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<(SeriesId Series, LevelReading Reading)> rows = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            var series = new SeriesId(reader.GetString(0), reader.GetString(1), GaugeLimits.Metric);
            rows.Add((series, Corrected(book, series, reader.GetFieldValue<DateTimeOffset>(2), reader.IsDBNull(3) ? double.NaN : reader.GetDouble(3))));
        }

        return [.. rows.GroupBy(row => row.Series, (series, group) => new GaugeSeries(series, [.. group.Select(row => row.Reading).Where(reading => double.IsFinite(reading.Metres))]))];
    }

    /// <summary>The newest readings of each series up to an instant (included), however long before it they are.</summary>
    public async Task<List<GaugeSeries>> UpToAsync(IReadOnlyList<SeriesId> series, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var book = await corrected.CorrectionsAsync(cancellationToken);
        List<GaugeSeries> found = [];
        foreach (var one in series)
        {
            var from = await NewestHourAsync(one, at, cancellationToken) is { } hour ? hour - RiversProjector.Kept : at - RiversProjector.Kept;
            found.Add(new GaugeSeries(one, await ReadAsync(one, from, at.AddMilliseconds(1), book, cancellationToken)));
        }

        return found;
    }

    /// <summary>The readings of a series from an instant (included) to another (excluded).</summary>
    public async Task<List<LevelReading>> ReadAsync(SeriesId series, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        await ReadAsync(series, from, to, await corrected.CorrectionsAsync(cancellationToken), cancellationToken);

    private async Task<List<LevelReading>> ReadAsync(SeriesId series, DateTimeOffset from, DateTimeOffset to, CorrectionBook book, CancellationToken cancellationToken)
    {
        List<LevelReading> readings = [];
        await foreach (var raw in history.ReadAsync(series, from, to, cancellationToken))
        {
            var reading = Corrected(book, series, raw.MeasuredAt, raw.Value);
            if (double.IsFinite(reading.Metres) && (readings.Count == 0 || readings[^1].MeasuredAt < reading.MeasuredAt))
            {
                readings.Add(reading);
            }
        }

        return readings;
    }

    /// <summary>The hour before the newest one with a value up to an instant: that one itself may hold only values after the instant.</summary>
    private async Task<DateTimeOffset?> NewestHourAsync(SeriesId series, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var command = database.Pages.CreateCommand(
            """
            select day, hour from miyagi.rollup_hours
            where device = $1 and sensor = $2 and metric = $3 and (day, hour) <= ($4, $5) and count > 0
            order by day desc, hour desc limit 2
            """);
        var hour = RollupKey.HourOf(at);
        foreach (var value in new object[] { series.Device, series.Sensor, series.Metric, JapanDay.Of(at), RollupKey.HourOfDay(hour) })
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        DateTimeOffset? newest = null;
        while (await reader.ReadAsync(cancellationToken))
        {
            newest = RollupKey.StartOf(RollupKey.HourOf(reader.GetFieldValue<DateOnly>(0), reader.GetInt16(1)));
        }

        return newest;
    }

    private static LevelReading Corrected(CorrectionBook book, SeriesId series, DateTimeOffset measuredAt, double raw) =>
        new(measuredAt, book.Corrected(series.Device, series.Sensor, series.Metric, measuredAt, raw).Value);
}
