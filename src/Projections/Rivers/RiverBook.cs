using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Rivers;
using MiyagiSensing.Projections.Engine;
using MiyagiSensing.Projections.SeriesHistory;

namespace MiyagiSensing.Projections.Rivers;

/// <summary>What is known of gauges, their limits and where devices stood.</summary>
internal sealed class RiverBook(ReferenceFacts facts)
{
    /// <summary>All gauges in order of id.</summary>
    public IEnumerable<StationDefinition> Gauges { get; } =
        [.. facts.Stations.Values.Where(station => station.Domain == GaugeLimits.Domain).OrderBy(station => station.Id, StringComparer.Ordinal)];

    /// <summary>A gauge; null when there is none of that id.</summary>
    public StationDefinition? Find(string station) => facts.Stations.GetValueOrDefault(station) is { Domain: GaugeLimits.Domain } found ? found : null;

    /// <summary>A gauge with the limits of an instant.</summary>
    public StationDefinition At(StationDefinition station, DateTimeOffset at) => StationThresholds.At(station, facts.ThresholdChangesOf(station.Id), at);

    /// <summary>When which devices stood at a gauge.</summary>
    public IEnumerable<(string Device, DateTimeOffset From, DateTimeOffset To)> StaysAt(string station) => facts.StaysAt(station);

    /// <summary>How often a gauge is to send; null where silence says nothing.</summary>
    public TimeSpan? Every(StationDefinition station) =>
        facts.Metric(GaugeLimits.Domain, GaugeLimits.Metric)?.ExpectedInterval is { } expected && !expected.ExceptKinds.Contains(station.Kind ?? "") ? expected.Every : null;

    /// <summary>A gauge as it stood at an instant.</summary>
    /// <param name="station">The gauge.</param>
    /// <param name="municipality">Its municipality's name.</param>
    /// <param name="series">All level series, with their readings up to the instant.</param>
    /// <param name="at">The instant.</param>
    public GaugeOverview Overview(StationDefinition station, LocalText municipality, ILookup<string, GaugeSeries> series, DateTimeOffset at)
    {
        // Readings belong to the gauge where the device stood when they were measured.
        var (newest, readings) = (
                from stay in StaysAt(station.Id)
                from one in series[stay.Device]
                let own = one.Readings.Where(reading => reading.MeasuredAt >= stay.From && reading.MeasuredAt < stay.To && reading.MeasuredAt <= at).ToList()
                where own.Count > 0
                orderby own[^1].MeasuredAt descending, one.Series.Device, one.Series.Sensor
                select ((SeriesId?)one.Series, own)).FirstOrDefault((null, []));
        var definition = At(station, at);
        var startThen = readings.Count == 0 ? null : Start(At(station, readings[^1].MeasuredAt));
        var condition = GaugeCondition.Of(GaugeLimits.Of(definition), readings, startThen, Every(station), at);
        return new GaugeOverview
        {
            Station = definition,
            Municipality = municipality,
            Device = newest?.Device,
            Sensor = newest?.Sensor,
            Condition = condition,
            Rise = condition.IsReporting ? Rise.Of(readings, PairCondition.LookBack) : null,
        };
    }

    private static double? Start(StationDefinition station) =>
        station.Thresholds.GetValueOrDefault(GaugeLimits.Metric) is { } limits && limits.TryGetValue(GaugeLimits.Reporting, out var start) ? start : null;
}
