using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Rivers;
using MiyagiSensing.Projections.Engine;
using MiyagiSensing.Projections.Rollups;
using MiyagiSensing.Projections.SeriesHistory;
using MiyagiSensing.Projections.Stations;
using Npgsql;

namespace MiyagiSensing.Projections.Rivers;

/// <summary>Puts levels, limits and places together. What it says changes with time alone, so it is worked out when it is asked for.</summary>
internal sealed class RiverQueries(
    ProjectionDatabase database, GaugeReadings readings, IThresholdQueries thresholds, TimeProvider clock, IReadOnlyList<Municipality> municipalities) : IRiverQueries
{
    /// <summary>How far back travel times are looked for. Chosen: a year and its neighbours, with all floods of a season.</summary>
    private static readonly TimeSpan LagHistory = TimeSpan.FromDays(400);

    private readonly Dictionary<string, LocalText> _municipalities = municipalities.ToDictionary(item => item.Code, item => item.Name);

    public async Task<IReadOnlyList<GaugeOverview>> ListAsync(DateTimeOffset? at, CancellationToken cancellationToken) => [.. (await StateAsync(at, cancellationToken)).Overviews.Values];

    public async Task<GaugeDossier?> FindAsync(string station, DateTimeOffset? at, CancellationToken cancellationToken)
    {
        var (book, overviews, series) = await StateAsync(at, cancellationToken);
        if (!overviews.TryGetValue(station, out var overview))
        {
            return null;
        }

        List<PairCondition> pairs = [];
        foreach (var (upstream, downstream, link) in Links(overviews).Where(pair => pair.Upstream.Station.Id == station || pair.Downstream.Station.Id == station))
        {
            pairs.Add(PairCondition.Of(upstream, downstream, link, await LagAsync(book, upstream, downstream, series, at, cancellationToken)));
        }

        return new GaugeDossier(overview, await thresholds.ListAsync(station, cancellationToken), pairs);
    }

    public async Task<IReadOnlyList<Hydrograph>?> HydrographAsync(string station, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var book = await BookAsync(cancellationToken);
        if (book.Find(station) is not { } gauge)
        {
            return null;
        }

        var (series, now) = ((await readings.NewestAsync(cancellationToken)).ToLookup(one => one.Series.Device, one => one.Series), clock.GetUtcNow());
        List<Hydrograph> found = [];
        foreach (var (id, stays) in StaysOf(book, station, series))
        {
            // A rate needs what came before.
            var all = (await readings.ReadAsync(id, from - RateOfRise.FarthestBack, to, cancellationToken)).Where(reading => stays.Exists(stay => reading.MeasuredAt >= stay.From && reading.MeasuredAt < stay.To)).ToArray();
            var first = Array.FindIndex(all, reading => reading.MeasuredAt >= from);
            if (first >= 0)
            {
                found.Add(new Hydrograph(
                    id.Device,
                    id.Sensor,
                    [.. Enumerable.Range(first, all.Length - first).Select(i => new HydrographPoint(all[i].MeasuredAt, all[i].Metres, RateOfRise.Of(all.AsSpan(0, i + 1))))],
                    Exceedances.Of(all[first..], at => GaugeLimits.Of(book.At(gauge, at)), GaugeCondition.Freshness, to < now ? to : now)));
            }
        }

        return found;
    }

    public async Task<IReadOnlyList<PairCondition>> PairsAsync(CancellationToken cancellationToken)
    {
        var (book, overviews, series) = await StateAsync(null, cancellationToken);
        List<PairCondition> pairs = [];
        foreach (var (upstream, downstream, link) in Links(overviews))
        {
            pairs.Add(PairCondition.Of(
                upstream, downstream, link, PairCondition.Rises(upstream) ? await LagAsync(book, upstream, downstream, series, null, cancellationToken) : null));
        }

        return pairs;
    }

    public async Task<IReadOnlyList<RiverHour>> HoursAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var book = await BookAsync(cancellationToken);
        var places = (from gauge in book.Gauges from stay in book.StaysAt(gauge.Id) select (gauge, stay)).ToLookup(place => place.stay.Device);
        var (first, end) = (RollupKey.HourOf(from), RollupKey.HourOf(to.AddTicks(-1)) + 1);
        await using var command = database.Pages.CreateCommand(
            """
            select device, day, hour, maximum from miyagi.rollup_hours
            where device = any($1) and metric = $2 and (day, hour) >= ($3, $4) and (day, hour) < ($5, $6) and maximum is not null
            """);
        foreach (var value in new object[]
                 {
                     places.Select(place => place.Key).ToArray(), GaugeLimits.Metric, RollupKey.DayOf(first), RollupKey.HourOfDay(first), RollupKey.DayOf(end), RollupKey.HourOfDay(end),
                 })
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        List<(long Hour, StationDefinition Gauge, double Level)> levels = [];
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var hour = RollupKey.HourOf(reader.GetFieldValue<DateOnly>(1), reader.GetInt16(2));
            var start = RollupKey.StartOf(hour);
            // The hour in which a device was moved belongs to the gauge where it began.
            if (places[reader.GetString(0)].FirstOrDefault(place => place.stay.From <= start && start < place.stay.To).gauge is { } gauge)
            {
                levels.Add((hour, gauge, reader.GetDouble(3)));
            }
        }

        return
        [
            .. from level in levels
               group level by level.Hour into hour
               orderby hour.Key
               let start = RollupKey.StartOf(hour.Key)
               let highest = hour.GroupBy(level => level.Gauge.Id, (_, own) => own.MaxBy(level => level.Level)).ToList()
               select new RiverHour(start, highest.Count, highest
                   .SelectMany(level => GaugeLimits.Of(book.At(level.Gauge, start)).Where(limit => level.Level >= limit.Metres))
                   .CountBy(limit => limit.Id)
                   .OrderBy(over => over.Key, StringComparer.Ordinal)
                   .ToDictionary()),
        ];
    }

    private static IEnumerable<(GaugeOverview Upstream, GaugeOverview Downstream, DownstreamStation Link)> Links(Dictionary<string, GaugeOverview> overviews) =>
        from upstream in overviews.Values
        let link = upstream.Station.Downstream
        where link is not null && overviews.ContainsKey(link.Station)
        select (upstream, overviews[link.Station], link);

    private static IEnumerable<(SeriesId Series, List<(DateTimeOffset From, DateTimeOffset To)> Stays)> StaysOf(RiverBook book, string station, ILookup<string, SeriesId> series) =>
        from stay in book.StaysAt(station)
        group (stay.From, stay.To) by stay.Device into device
        from one in series[device.Key]
        select (one, device.ToList());

    private async Task<RiseLag> LagAsync(
        RiverBook book, GaugeOverview upstream, GaugeOverview downstream, ILookup<string, SeriesId> series, DateTimeOffset? at, CancellationToken cancellationToken)
    {
        var until = at ?? clock.GetUtcNow();
        return RiseLag.Of(await PastAsync(book, upstream, series, until, cancellationToken), await PastAsync(book, downstream, series, until, cancellationToken));
    }

    private async Task<IReadOnlyList<LevelReading>> PastAsync(RiverBook book, GaugeOverview gauge, ILookup<string, SeriesId> series, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var (id, stays) = StaysOf(book, gauge.Station.Id, series).FirstOrDefault(own => (own.Series.Device, own.Series.Sensor) == (gauge.Device, gauge.Sensor));
        return id.Device is null
            ? []
            : [.. (await readings.ReadAsync(id, until - LagHistory, until, cancellationToken)).Where(reading => stays.Exists(stay => reading.MeasuredAt >= stay.From && reading.MeasuredAt < stay.To))];
    }

    private async Task<RiverBook> BookAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.Pages.OpenConnectionAsync(cancellationToken);
        var facts = new ReferenceFacts(RiversProjector.ProjectionName);
        await facts.LoadAsync(connection, cancellationToken);
        return new RiverBook(facts);
    }

    private async Task<(RiverBook Book, Dictionary<string, GaugeOverview> Overviews, ILookup<string, SeriesId> Series)> StateAsync(DateTimeOffset? at, CancellationToken cancellationToken)
    {
        var book = await BookAsync(cancellationToken);
        var newest = await readings.NewestAsync(cancellationToken);
        var devices = (from gauge in book.Gauges from stay in book.StaysAt(gauge.Id) select stay.Device).ToHashSet();
        var levels = at is { } instant
            ? await readings.UpToAsync([.. newest.Select(one => one.Series).Where(series => devices.Contains(series.Device))], instant, cancellationToken)
            : newest;
        var (byDevice, now) = (levels.ToLookup(one => one.Series.Device), at ?? clock.GetUtcNow());
        var overviews = book.Gauges
            .Select(gauge => book.Overview(gauge, _municipalities.GetValueOrDefault(gauge.Municipality) ?? new LocalText(gauge.Municipality, gauge.Municipality), byDevice, now))
            .ToDictionary(overview => overview.Station.Id);
        return (book, overviews, newest.ToLookup(one => one.Series.Device, one => one.Series));
    }
}
