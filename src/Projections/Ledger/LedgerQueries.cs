using MiyagiSensing.Domain;
using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Ledger;
using MiyagiSensing.Projections.Engine;
using MiyagiSensing.Projections.SeriesHistory;
using Npgsql;

namespace MiyagiSensing.Projections.Ledger;

/// <summary>Reads the ledger's rows; gaps are worked out from raw history when they are asked for.</summary>
internal sealed class LedgerQueries(ProjectionDatabase database, ISeriesHistoryQueries history) : ILedgerQueries
{
    public async Task<IReadOnlyList<LedgerDay>> ListAsync(string device, int days, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(days is >= 1 and <= 366, true, nameof(days));
        return await ReadDaysAsync("day in (select distinct day from miyagi.ledger where device = $1 order by day desc limit $2)", device, days, cancellationToken);
    }

    public async Task<LedgerDay> ReadAsync(string device, DateOnly day, CancellationToken cancellationToken) =>
        (await ReadDaysAsync("day = $2", device, day, cancellationToken)).SingleOrDefault() ?? ToDay(day, []);

    public async Task<IReadOnlyList<SeriesGaps>> GapsAsync(string device, DateOnly day, CancellationToken cancellationToken)
    {
        var (metrics, kind) = await ExpectedAsync(device, cancellationToken);
        var (from, to) = (JapanDay.StartOf(day), JapanDay.StartOf(day.AddDays(1)));
        if (await NewestAsync(cancellationToken) is { } newest && newest < to)
        {
            to = newest;
        }

        List<SeriesGaps> found = [];
        if (to <= from)
        {
            return found;
        }

        foreach (var series in metrics.Count == 0 ? [] : await history.ListAsync(device, cancellationToken))
        {
            if (metrics.GetValueOrDefault(series.Metric) is { } expected && !expected.ExceptKinds.Contains(kind ?? "")
                && await GapsAsync(series, from, to, expected.Every, cancellationToken) is { } gaps)
            {
                found.Add(gaps);
            }
        }

        return found;
    }

    public async Task<bool> KnowsAsync(string device, CancellationToken cancellationToken)
    {
        await using var command = Command("select exists (select from miyagi.devices where id = $1)", device);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Null when the series begins only later.</summary>
    private async Task<SeriesGaps?> GapsAsync(SeriesId series, DateTimeOffset from, DateTimeOffset to, TimeSpan every, CancellationToken cancellationToken)
    {
        List<DateTimeOffset> instants = [];
        await foreach (var value in history.ReadAsync(series, from - (every * Gaps.Tolerance), to, cancellationToken))
        {
            instants.Add(value.MeasuredAt);
        }

        var readings = instants.Count(instant => instant >= from);
        var begins = readings == instants.Count && !await BeganBeforeAsync(series, from, cancellationToken);
        if (begins && readings == 0)
        {
            return null;
        }

        var gaps = Gaps.Find(instants, from, to, every, begins);
        return new SeriesGaps(series.Sensor, series.Metric, every, readings, gaps.Sum(gap => gap.Missing), gaps);
    }

    private async Task<bool> BeganBeforeAsync(SeriesId series, DateTimeOffset instant, CancellationToken cancellationToken)
    {
        await using var command = Command(
            "select exists (select from miyagi.series_history where device = $1 and sensor = $2 and metric = $3 and first_at < $4)", series.Device, series.Sensor, series.Metric, instant);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private async Task<(Dictionary<string, ExpectedInterval> Metrics, string? Kind)> ExpectedAsync(string device, CancellationToken cancellationToken)
    {
        await using var command = Command(
            """
            select m.definition, s.definition from miyagi.devices d join miyagi.metrics m on m.domain = d.domain left join miyagi.stations s on s.id = d.station
                where d.id = $1
            """,
            device);
        Dictionary<string, ExpectedInterval> metrics = [];
        string? kind = null;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var metric = ProjectionJson.Deserialize<MetricDefinition>(reader.GetFieldValue<byte[]>(0));
            kind ??= reader.IsDBNull(1) ? null : ProjectionJson.Deserialize<StationDefinition>(reader.GetFieldValue<byte[]>(1)).Kind;
            if (metric.ExpectedInterval is { } expected)
            {
                metrics.Add(metric.Name, expected);
            }
        }

        return (metrics, kind);
    }

    /// <summary>When the newest event was stored: beyond it nothing is known, also on a replay clock. Null for an empty store.</summary>
    private async Task<DateTimeOffset?> NewestAsync(CancellationToken cancellationToken)
    {
        await using var command = Command("select timestamp from miyagi.mt_events order by seq_id desc limit 1");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? reader.GetFieldValue<DateTimeOffset>(0) : null;
    }

    private async Task<IReadOnlyList<LedgerDay>> ReadDaysAsync(string where, string device, object argument, CancellationToken cancellationToken)
    {
        await using var command = Command($"select day, entry, reason, count from miyagi.ledger where device = $1 and {where} order by day desc, count desc, reason", device, argument);
        List<LedgerCount> counts = [];
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            counts.Add(new LedgerCount(device, reader.GetFieldValue<DateOnly>(0), (LedgerEntry)reader.GetInt16(1), reader.GetString(2), reader.GetInt64(3)));
        }

        return [.. counts.GroupBy(count => count.Day).Select(day => ToDay(day.Key, [.. day]))];
    }

    private static LedgerDay ToDay(DateOnly day, IReadOnlyList<LedgerCount> counts)
    {
        long Of(LedgerEntry entry) => counts.Where(count => count.Entry == entry).Sum(count => count.Count);
        Dictionary<string, long> ByReason(LedgerEntry entry) => counts.Where(count => count.Entry == entry).ToDictionary(count => count.Reason, count => count.Count);

        return new LedgerDay
        {
            Day = day,
            Received = Of(LedgerEntry.Received),
            Stored = Of(LedgerEntry.Stored),
            Duplicate = Of(LedgerEntry.Duplicate),
            Quarantined = ByReason(LedgerEntry.Quarantined),
            DeadLettered = ByReason(LedgerEntry.DeadLettered),
        };
    }

    private NpgsqlCommand Command(string sql, params ReadOnlySpan<object> values)
    {
        var command = database.Pages.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value is DateTimeOffset instant ? instant.ToUniversalTime() : value });
        }

        return command;
    }
}
