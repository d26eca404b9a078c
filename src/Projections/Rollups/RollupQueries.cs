using System.Numerics;
using MiyagiSensing.Domain;
using MiyagiSensing.Projections.Engine;
using MiyagiSensing.Projections.SeriesHistory;
using Npgsql;

namespace MiyagiSensing.Projections.Rollups;

/// <summary>Reads hours, or days that PostgreSQL adds up from hours, and folds them into periods.</summary>
internal sealed class RollupQueries(ProjectionDatabase database, TimeProvider clock) : IRollupQueries
{
    public async Task<IReadOnlyList<Rollup>> ReadAsync(SeriesId series, JapanPeriod period, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        await using var connection = await database.Pages.OpenConnectionAsync(cancellationToken);
        var facts = new ReferenceFacts(RollupsProjector.ProjectionName);
        await facts.LoadAsync(connection, cancellationToken);
        List<Stay> stays = [new(series.Device, DateTimeOffset.MinValue, DateTimeOffset.MaxValue)];
        var found = await ReadAsync(connection, stays, series.Metric, series.Sensor, period, from, to, facts, cancellationToken);
        return found.SingleOrDefault()?.Rollups ?? [];
    }

    public async Task<IReadOnlyList<SeriesRollups>> ReadStationAsync(
        string station, string metric, JapanPeriod period, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        await using var connection = await database.Pages.OpenConnectionAsync(cancellationToken);
        var facts = new ReferenceFacts(RollupsProjector.ProjectionName);
        await facts.LoadAsync(connection, cancellationToken);
        List<Stay> stays = [.. facts.StaysAt(station).Select(stay => new Stay(stay.Device, HourOf(stay.From), HourOf(stay.To)))];
        return await ReadAsync(connection, stays, metric, sensor: null, period, from, to, facts, cancellationToken);

        // The hour in which a device was moved belongs to the station where it began.
        static DateTimeOffset HourOf(DateTimeOffset instant) => instant > DateTimeOffset.MinValue && instant < DateTimeOffset.MaxValue
            ? JapanPeriods.EndOf(JapanPeriod.Hour, instant.AddTicks(-1))
            : instant;
    }

    private async Task<IReadOnlyList<SeriesRollups>> ReadAsync(
        NpgsqlConnection connection, List<Stay> stays, string metric, string? sensor, JapanPeriod period, DateTimeOffset from, DateTimeOffset to, ReferenceFacts facts,
        CancellationToken cancellationToken)
    {
        var (first, end) = (JapanPeriods.StartOf(period, from), JapanPeriods.EndOf(period, to.AddTicks(-1)));
        var now = clock.GetUtcNow();
        Dictionary<(string Device, string Sensor), Dictionary<DateTimeOffset, RollupFold>> series = [];
        foreach (var stay in stays)
        {
            await foreach (var (foundSensor, at, fold) in RowsAsync(connection, stay, metric, sensor, period, Later(first, stay.From), Earlier(end, stay.To), cancellationToken))
            {
                var key = (stay.Device, foundSensor);
                var periods = series.TryGetValue(key, out var known) ? known : series[key] = [];
                var start = JapanPeriods.StartOf(period, at);
                fold(periods.TryGetValue(start, out var open) ? open : periods[start] = new RollupFold());
            }
        }

        var begins = await BeginsAsync(connection, stays, metric, sensor, end, cancellationToken);
        List<SeriesRollups> found = [];
        foreach (var ((device, itsSensor), began) in begins.OrderBy(pair => pair.Key.Device, StringComparer.Ordinal).ThenBy(pair => pair.Key.Sensor, StringComparer.Ordinal))
        {
            var own = stays.Where(stay => stay.Device == device).Select(stay => stay with { From = Later(stay.From, began), To = Earlier(stay.To, now) }).ToList();
            var expected = ExpectedOf(facts, device, metric, first);
            var periods = series.GetValueOrDefault((device, itsSensor)) ?? [];
            List<Rollup> rollups = [];
            for (var start = JapanPeriods.StartOf(period, Later(first, began)); start < end; start = JapanPeriods.EndOf(period, start))
            {
                var last = JapanPeriods.EndOf(period, start);
                if (periods.TryGetValue(start, out var fold) || own.Exists(stay => stay.From < last && stay.To > start))
                {
                    rollups.Add((fold ?? new RollupFold()).ToRollup(period, start, ExpectedCount(expected, own, start, last)));
                }
            }

            if (rollups.Count > 0)
            {
                found.Add(new SeriesRollups(device, itsSensor, rollups));
            }
        }

        return found;
    }

    /// <summary>Null where silence says nothing: no interval in the catalog, or a station of a kind that reports by event.</summary>
    private static TimeSpan? ExpectedOf(ReferenceFacts facts, string device, string metric, DateTimeOffset at) =>
        facts.DomainOf(device) is { } domain && facts.Metric(domain, metric)?.ExpectedInterval is { } expected
            && !expected.ExceptKinds.Contains(facts.StationOf(device, at)?.Kind ?? "")
            ? expected.Every
            : null;

    private static long? ExpectedCount(TimeSpan? every, List<Stay> stays, DateTimeOffset from, DateTimeOffset to) => every is { } interval
        ? (long)(stays.Aggregate(TimeSpan.Zero, (sum, stay) => sum + Overlap(stay, from, to)) / interval)
        : null;

    private static TimeSpan Overlap(Stay stay, DateTimeOffset from, DateTimeOffset to)
    {
        var overlap = Earlier(stay.To, to) - Later(stay.From, from);
        return overlap > TimeSpan.Zero ? overlap : TimeSpan.Zero;
    }

    private static async IAsyncEnumerable<(string Sensor, DateTimeOffset At, Action<RollupFold> Fold)> RowsAsync(
        NpgsqlConnection connection, Stay stay, string metric, string? sensor, JapanPeriod period, DateTimeOffset from, DateTimeOffset to,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (from >= to)
        {
            yield break;
        }

        var hour = period == JapanPeriod.Hour ? "hour" : "0::smallint";
        await using var command = new NpgsqlCommand(
            $"""
            select sensor, day, {hour}, sum(count)::bigint, sum(missing)::bigint, sum(too_large)::bigint, min(minimum), max(maximum), trunc(sum(sum) * {RollupSum.Parts})
            from miyagi.rollup_hours
            where device = $1 and metric = $2 and ($3::varchar is null or sensor = $3) and (day, hour) >= ($4, $5) and (day, hour) < ($6, $7)
            group by 1, 2, 3
            """,
            connection);
        AddKey(command, stay, metric, sensor);
        foreach (var instant in new[] { from, to })
        {
            command.Parameters.Add(new NpgsqlParameter { Value = JapanDay.Of(instant) });
            command.Parameters.Add(new NpgsqlParameter { Value = RollupKey.HourOfDay(RollupKey.HourOf(instant)) });
        }

        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var (count, missing, tooLarge) = (reader.GetInt64(3), reader.GetInt64(4), reader.GetInt64(5));
            var (minimum, maximum) = (reader.IsDBNull(6) ? (double?)null : reader.GetDouble(6), reader.IsDBNull(7) ? (double?)null : reader.GetDouble(7));
            var parts = reader.GetFieldValue<BigInteger>(8);
            yield return (
                reader.GetString(0),
                RollupKey.StartOf(RollupKey.HourOf(reader.GetFieldValue<DateOnly>(1), reader.GetInt16(2))),
                fold => fold.Add(count, missing, tooLarge, minimum, maximum, parts));
        }
    }

    /// <summary>The first hour of each series: nothing is to be expected before it.</summary>
    private static async Task<Dictionary<(string Device, string Sensor), DateTimeOffset>> BeginsAsync(
        NpgsqlConnection connection, List<Stay> stays, string metric, string? sensor, DateTimeOffset end, CancellationToken cancellationToken)
    {
        Dictionary<(string, string), DateTimeOffset> begins = [];
        foreach (var stay in stays.DistinctBy(stay => stay.Device))
        {
            await using var command = new NpgsqlCommand(
                """
                select s.sensor, f.day, f.hour
                from (select distinct sensor from miyagi.rollup_hours where device = $1 and metric = $2 and ($3::varchar is null or sensor = $3)) s,
                    lateral (select day, hour from miyagi.rollup_hours h where h.device = $1 and h.sensor = s.sensor and h.metric = $2 order by day, hour limit 1) f
                """,
                connection);
            AddKey(command, stay, metric, sensor);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                var began = RollupKey.StartOf(RollupKey.HourOf(reader.GetFieldValue<DateOnly>(1), reader.GetInt16(2)));
                if (began < end)
                {
                    begins.Add((stay.Device, reader.GetString(0)), began);
                }
            }
        }

        return begins;
    }

    private static void AddKey(NpgsqlCommand command, Stay stay, string metric, string? sensor)
    {
        command.Parameters.Add(new NpgsqlParameter { Value = stay.Device });
        command.Parameters.Add(new NpgsqlParameter { Value = metric });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)sensor ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Varchar });
    }

    private static DateTimeOffset Later(DateTimeOffset left, DateTimeOffset right) => left > right ? left : right;

    private static DateTimeOffset Earlier(DateTimeOffset left, DateTimeOffset right) => left < right ? left : right;

    /// <summary>A device at a place.</summary>
    private sealed record Stay(string Device, DateTimeOffset From, DateTimeOffset To);
}
