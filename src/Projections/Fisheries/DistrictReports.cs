using MiyagiSensing.Domain;
using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Fisheries;
using MiyagiSensing.Projections.Rollups;
using MiyagiSensing.Projections.Stations;

namespace MiyagiSensing.Projections.Fisheries;

/// <summary>Puts a district's report together.</summary>
internal sealed class DistrictReports(IFisheryQueries fisheries, IStationQueries stations, IRollupQueries rollups, BuoyHistory buoys, TimeProvider clock) : IDistrictReports
{
    /// <summary>Days that completeness, daily figures and logs are told for. Source: the definition of the KPI of smart-fisheries districts.</summary>
    private const int RecentDays = 30;

    /// <summary>Entries of logs that are counted; more in a month and district are not told apart.</summary>
    private const int MostLogs = 10_000;

    private const string Domain = SpeciesDefinition.SensingDomain;

    public async Task<IReadOnlyList<DistrictOverview>> ListAsync(DateOnly? day, CancellationToken cancellationToken)
    {
        var (at, last, isPast) = EndOf(day);
        var species = await fisheries.SpeciesAsync(cancellationToken);
        var changes = await ChangesAsync(cancellationToken);
        var metrics = await stations.MetricsAsync(Domain, cancellationToken);
        var byDistrict = (await stations.ListAsync(Domain, cancellationToken)).OrderBy(station => station.Station.Id, StringComparer.Ordinal).ToLookup(station => station.Station.District);
        var initiatives = (await fisheries.InitiativesAsync(null, last, null, cancellationToken)).ToLookup(initiative => initiative.District);
        var logs = (await fisheries.LogsAsync(null, last.AddDays(1 - RecentDays), last, null, MostLogs, cancellationToken)).ToLookup(log => log.District);
        var asked = Asked(species);
        List<DistrictOverview> overviews = [];
        foreach (var district in await fisheries.DistrictsAsync(cancellationToken))
        {
            var own = byDistrict[district.Id].ToList();
            var (withDevice, sensors) = isPast ? await PastAsync(own, metrics.Where(metric => asked.Contains(metric.Name)), at, cancellationToken) : Present(own);
            overviews.Add(new DistrictOverview(
                district,
                own.ConvertAll(station => station.Station.Id),
                [.. Grown(district, species).Select(one => SpeciesJudgement.Of(one, LimitChanges.Effective(one, changes, district.Id), withDevice, sensors, metrics, at))],
                initiatives[district.Id].Count(initiative => initiative.State == InitiativeStates.Running),
                logs[district.Id].Count()));
        }

        return overviews;
    }

    public async Task<DistrictReport?> FindAsync(string district, DateOnly? day, CancellationToken cancellationToken)
    {
        if ((await fisheries.DistrictsAsync(cancellationToken)).FirstOrDefault(known => known.Id == district) is not { } definition)
        {
            return null;
        }

        var (at, last, isPast) = EndOf(day);
        var all = await fisheries.SpeciesAsync(cancellationToken);
        var metrics = await stations.MetricsAsync(Domain, cancellationToken);
        var own = (await stations.ListAsync(Domain, cancellationToken)).Where(station => station.Station.District == district).OrderBy(station => station.Station.Id, StringComparer.Ordinal).ToList();
        var asked = Asked(all);
        List<SensorFigures> figures = [];
        foreach (var station in own)
        {
            var stays = await buoys.StaysAsync(station.Station.Id, cancellationToken);
            foreach (var metric in metrics.Where(metric => asked.Contains(metric.Name) || metric.ExpectedInterval is not null))
            {
                figures.AddRange(await FiguresAsync(station.Station.Id, stays, metric, asked.Contains(metric.Name), last, at, cancellationToken));
            }
        }

        var (withDevice, sensors) = isPast ? await PastAsync(own, metrics.Where(metric => asked.Contains(metric.Name)), at, cancellationToken) : Present(own);
        var changes = await ChangesAsync(cancellationToken);
        var history = new SpeciesHistory(withDevice, figures, last);
        List<SpeciesReport> reports = [];
        foreach (var one in Grown(definition, all))
        {
            var limits = LimitChanges.Effective(one, changes, district);
            var report = SpeciesJudgement.Of(one, limits, withDevice, sensors, metrics, at);
            reports.Add(report with
            {
                Limits = await SinceAsync(report.Limits, metrics, cancellationToken),
                Stress = history.Stress(one, limits),
                DegreeDays = history.DegreeDays(one.DegreeDays),
                Outlook = history.Reaches(one, limits),
            });
        }

        return new DistrictReport
        {
            District = definition,
            Day = last,
            At = at,
            Species = reports,
            Sensors = [.. figures.Select(item => item.ToReport(last, RecentDays, asked.Contains(item.Metric)))],
            Initiatives = await fisheries.InitiativesAsync(district, last, null, cancellationToken),
            LogsInThirtyDays = (await fisheries.LogsAsync(district, last.AddDays(1 - RecentDays), last, null, MostLogs, cancellationToken)).Count,
        };
    }

    private static IEnumerable<SpeciesDefinition> Grown(DistrictDefinition district, IReadOnlyList<SpeciesDefinition> species) =>
        district.Species.Select(id => species.FirstOrDefault(one => one.Id == id)).OfType<SpeciesDefinition>();

    /// <summary>The metrics that limits or degree-days speak of.</summary>
    private static HashSet<string> Asked(IReadOnlyList<SpeciesDefinition> species) =>
        species.SelectMany(one => one.Limits.Select(limit => limit.Metric).Concat(one.DegreeDays is { } rule ? [rule.Metric] : [])).ToHashSet();

    private static (List<string> WithDevice, List<BuoySensor> Sensors) Present(List<StationOverview> own) =>
        ([.. own.Where(HasDevice).Select(station => station.Station.Id)], [.. own.SelectMany(Newest)]);

    private static bool HasDevice(StationOverview station) => station.Devices.Count > 0 || station.Latest.Count > 0;

    private static IEnumerable<BuoySensor> Newest(StationOverview station) =>
        station.Latest.Select(value => new BuoySensor(station.Station.Id, value.Device, value.Sensor, value.Metric, new NewestValue(value.Value, value.MeasuredAt)));

    private (DateTimeOffset At, DateOnly Last, bool IsPast) EndOf(DateOnly? day)
    {
        var now = clock.GetUtcNow();
        var today = JapanDay.Of(now);
        return day is { } past && past < today ? (JapanDay.StartOf(past.AddDays(1)), past, true) : (now, today, false);
    }

    /// <summary>The stations that had a device before a past instant, and what their series had sent last.</summary>
    private async Task<(List<string> WithDevice, List<BuoySensor> Sensors)> PastAsync(
        List<StationOverview> own, IEnumerable<MetricDefinition> metrics, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var (withDevice, sensors) = (new List<string>(), new List<BuoySensor>());
        foreach (var station in own.Select(overview => overview.Station.Id))
        {
            var stays = await buoys.StaysAsync(station, cancellationToken);
            if (!stays.Any(stay => stay.From < before))
            {
                continue;
            }

            withDevice.Add(station);
            foreach (var metric in metrics)
            {
                sensors.AddRange(await buoys.NewestAsync(station, stays, metric.Name, before, cancellationToken));
            }
        }

        return (withDevice, sensors);
    }

    private async Task<IReadOnlyList<SpeciesLimitChanged>> ChangesAsync(CancellationToken cancellationToken) =>
        [.. (await fisheries.LimitChangesAsync(null, cancellationToken)).Select(change => change.Fact)];

    private async Task<IReadOnlyList<SensorFigures>> FiguresAsync(
        string station, IReadOnlyList<(string Device, DateTimeOffset From, DateTimeOffset To)> stays, MetricDefinition metric, bool isAsked, DateOnly last, DateTimeOffset at,
        CancellationToken cancellationToken)
    {
        // Limits, degree-days and outlook need all there is; of other metrics only the last days are shown.
        var from = isAsked ? DateTimeOffset.UnixEpoch : JapanDay.StartOf(last.AddDays(1 - RecentDays));
        var days = (await buoys.DaysAsync(stays, metric, from, at, cancellationToken)).ToLookup(item => item.Sensor, item => item.Figure);
        var recent = await rollups.ReadStationAsync(station, metric.Name, JapanPeriod.Day, JapanDay.StartOf(last.AddDays(1 - RecentDays)), JapanDay.StartOf(last.AddDays(1)), cancellationToken);
        return
        [
            .. days.Select(sensor => sensor.Key).Union(recent.Select(series => series.Sensor)).OrderBy(sensor => SensorDepth.Of(sensor) ?? -1).ThenBy(sensor => sensor, StringComparer.Ordinal)
                .Select(sensor =>
                {
                    var periods = recent.Where(series => series.Sensor == sensor).SelectMany(series => series.Rollups).ToList();
                    return new SensorFigures(
                        station, sensor, metric.Name, [.. days[sensor]], periods.Sum(period => period.Count), periods.Exists(period => period.Expected is not null) ? periods.Sum(period => period.Expected) : null);
                }),
        ];
    }

    private async Task<IReadOnlyList<LimitReading>> SinceAsync(IReadOnlyList<LimitReading> readings, IReadOnlyList<MetricDefinition> metrics, CancellationToken cancellationToken)
    {
        List<LimitReading> complete = [];
        foreach (var reading in readings)
        {
            var since = reading is { Reached: true, Device: { } device, Sensor: { } sensor, MeasuredAt: { } newest }
                ? await buoys.ReachedSinceAsync(reading.Limit, metrics.First(metric => metric.Name == reading.Limit.Metric), device, sensor, newest.AddMilliseconds(1), cancellationToken) ?? newest
                : (DateTimeOffset?)null;
            complete.Add(reading with { Since = since });
        }

        return complete;
    }
}
