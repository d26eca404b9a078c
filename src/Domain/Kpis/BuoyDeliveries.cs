using System.Globalization;
using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Events;

namespace MiyagiSensing.Domain.Kpis;

/// <summary>What one buoy delivered at one station in the window, of what was to be expected.</summary>
internal sealed record BuoyDeliveries
{
    private const string BuoyDomain = "buoy";

    /// <summary>Fisheries district of the station.</summary>
    public required string District { get; init; }

    /// <summary>Device id.</summary>
    public required string Device { get; init; }

    /// <summary>Readings that came, of each series no more than were expected.</summary>
    public required long Delivered { get; init; }

    /// <summary>Readings to be expected, of the series that delivered anything in the window.</summary>
    public required long Expected { get; init; }

    /// <summary>All that came, by day.</summary>
    public required IReadOnlyList<BuoyDay> Days { get; init; }

    /// <summary>
    /// The deliveries of all buoys at stations that belong to a district. Expected is what the catalog's interval gives between the series' first reading ever and the end, as long as the device stood there. A series that
    /// delivered nothing in the whole window is taken as gone; a buoy without any series is silent and is not here.
    /// </summary>
    /// <param name="facts">Events known, in order of position.</param>
    /// <param name="series">What buoys delivered in the window.</param>
    /// <param name="day">The window's last day.</param>
    /// <param name="end">Where readings are no longer to be expected, UTC.</param>
    public static IEnumerable<BuoyDeliveries> Of(IReadOnlyList<RecordedEvent> facts, IReadOnlyList<BuoySeries> series, DateOnly day, DateTimeOffset end)
    {
        Dictionary<string, StationDefinition> stations = [];
        Dictionary<string, MetricDefinition> metrics = [];
        Dictionary<string, List<DeviceMounted>> mountings = [];
        foreach (var data in facts.Select(item => item.Data))
        {
            switch (data)
            {
                case StationDefined { Station.Domain: BuoyDomain } fact:
                    stations[fact.Station.Id] = fact.Station;
                    break;
                case MetricDefined { Metric.Domain: BuoyDomain } fact:
                    metrics[fact.Metric.Name] = fact.Metric;
                    break;
                case DeviceMounted fact:
                    mountings.TryAdd(fact.Device, []);
                    mountings[fact.Device].RemoveAll(known => known.From == fact.From);
                    mountings[fact.Device].Add(fact);
                    break;
            }
        }

        return
            from device in mountings.OrderBy(device => device.Key, StringComparer.Ordinal)
            from stay in StaysOf(device.Value)
            let station = stations.GetValueOrDefault(stay.Station)
            where station?.District is not null
            let own = series.Where(one => one.Device == device.Key).ToList()
            let delivery = At(station, device.Key, stay.From, stay.To, own, metrics, day, end)
            where delivery.Days.Count > 0
            select delivery;
    }

    /// <summary>The days as evidence, after a line for the whole window.</summary>
    /// <param name="isRunning">False where people have declared that the district's buoys rest.</param>
    public IEnumerable<KpiEvidence> Evidence(bool isRunning)
    {
        var share = Expected == 0 ? 0 : (double)Delivered / Expected;
        var counts = isRunning && Expected > 0 && share >= SmartDistricts.LeastShare;
        var (ja, en) = isRunning ? ("", "") : ("。取組が休止・終了のため数えない", "; the initiative is paused or ended, so it does not count");
        yield return Item(
            null,
            string.Create(CultureInfo.InvariantCulture, $"ブイ{Device}：直近{SmartDistricts.WindowDays}日に期待される{Expected}件のうち{Delivered}件（{100 * share:0.0}%）{ja}"),
            string.Create(CultureInfo.InvariantCulture, $"buoy {Device}: {Delivered} of {Expected} expected readings in the last {SmartDistricts.WindowDays} days ({100 * share:0.0} %){en}"),
            Days);
        foreach (var day in Days.GroupBy(item => item.MeasuredOn).OrderBy(group => group.Key))
        {
            var count = day.Sum(item => item.Count);
            yield return Item(
                day.Key,
                string.Create(CultureInfo.InvariantCulture, $"ブイ{Device}の{day.Key:yyyy-MM-dd}の計測値{count}件"),
                string.Create(CultureInfo.InvariantCulture, $"{count} readings of buoy {Device}, measured {day.Key:yyyy-MM-dd}"),
                [.. day]);
        }

        KpiEvidence Item(DateOnly? date, string japanese, string english, IReadOnlyList<BuoyDay> days) => new()
        {
            Figure = SmartDistricts.Figure,
            Subject = District,
            Date = date,
            Counts = counts,
            Line = new LocalText(japanese, english),
            Readings = days.Sum(item => item.Count),
            FirstPosition = days.Min(item => item.FirstPosition),
            LastPosition = days.Max(item => item.LastPosition),
        };
    }

    private static BuoyDeliveries At(
        StationDefinition station, string device, DateOnly from, DateOnly to, List<BuoySeries> series, Dictionary<string, MetricDefinition> metrics, DateOnly day, DateTimeOffset end)
    {
        var (delivered, expected) = (0L, 0L);
        List<BuoyDay> days = [];
        var first = from > SmartDistricts.WindowStart(day) ? from : SmartDistricts.WindowStart(day);
        foreach (var one in series)
        {
            var own = one.Days.Where(item => item.MeasuredOn >= first && item.MeasuredOn < to && item.MeasuredOn <= day).ToList();
            days.AddRange(own);
            if (own.Count == 0 || metrics.GetValueOrDefault(one.Metric)?.ExpectedInterval is not { } interval || interval.ExceptKinds.Contains(station.Kind ?? ""))
            {
                continue;
            }

            var begin = Later(JapanDay.StartOf(first), JapanPeriods.StartOf(JapanPeriod.Hour, one.FirstAt));
            var close = to <= day ? Earlier(JapanDay.StartOf(to), end) : end;
            var due = (long)Math.Max(0, (close - begin) / interval.Every);
            expected += due;
            delivered += Math.Min(due, own.Sum(item => item.Count));
        }

        return new BuoyDeliveries { District = station.District!, Device = device, Delivered = delivered, Expected = expected, Days = days };
    }

    /// <summary>Where a device stood by whole days: a day in which it was moved belongs to the station where the day began. The first mounting also covers what was measured before it.</summary>
    private static IEnumerable<(string Station, DateOnly From, DateOnly To)> StaysOf(List<DeviceMounted> mountings)
    {
        var inOrder = mountings.OrderBy(mounting => mounting.From).ToList();
        return inOrder.Select((mounting, i) => (
            mounting.Station,
            i == 0 ? DateOnly.MinValue : FirstWholeDay(mounting.From),
            i + 1 < inOrder.Count ? FirstWholeDay(inOrder[i + 1].From) : DateOnly.MaxValue));
    }

    private static DateOnly FirstWholeDay(DateTimeOffset instant) => JapanDay.Of(instant) is var day && JapanDay.StartOf(day) == instant ? day : day.AddDays(1);

    private static DateTimeOffset Later(DateTimeOffset left, DateTimeOffset right) => left > right ? left : right;

    private static DateTimeOffset Earlier(DateTimeOffset left, DateTimeOffset right) => left < right ? left : right;
}
