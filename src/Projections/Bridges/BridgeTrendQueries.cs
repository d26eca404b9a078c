using MiyagiSensing.Domain;
using MiyagiSensing.Domain.Bridges;
using MiyagiSensing.Projections.Corrections;
using MiyagiSensing.Projections.Rollups;
using MiyagiSensing.Projections.SeriesHistory;
using MiyagiSensing.Projections.Stations;

namespace MiyagiSensing.Projections.Bridges;

/// <summary>Means of days and hours from the rollups, minutes and bursts from corrected history; what they mean is decided in <see cref="StructuralTrend"/>.</summary>
internal sealed class BridgeTrendQueries(IRollupQueries rollups, ICorrectedHistoryQueries history, IStationQueries stations, TimeProvider clock) : IBridgeTrendQueries
{
    private const string Domain = "pipe-bridge";
    private const string AirTemperature = "air_temp";

    /// <summary>What the frequency of a burst resolves, Hz. Chosen: a fifth of a bin of its spectrum.</summary>
    private const double HertzResolution = 0.01;

    /// <summary>Share of the expected readings below which a period's mean says little. Chosen: a half day in the sun is not a day.</summary>
    private const double LeastCompleteness = 0.5;

    public async Task<BridgeTrend?> ReadAsync(TrendQuestion question, CancellationToken cancellationToken)
    {
        var temperatures = await MeansAsync(question, AirTemperature, cancellationToken);
        if (question.Metric == IBridgeTrendQueries.NaturalFrequency)
        {
            return await FrequenciesAsync(question, cancellationToken) is { } found
                ? new BridgeTrend(question.Metric, "Hz", [.. found.Select(series => Trend(question, series, temperatures, HertzResolution))])
                : null;
        }

        var metric = (await stations.MetricsAsync(Domain, cancellationToken)).FirstOrDefault(known => known.Name == question.Metric);
        var means = await MeansAsync(question, question.Metric, cancellationToken);
        return new BridgeTrend(question.Metric, metric?.Unit, [.. means.Select(series => Trend(question, series, temperatures, Math.Pow(10, -(metric?.Decimals ?? 2))))]);
    }

    private static SeriesTrend Trend(TrendQuestion question, Gathered series, List<Gathered> temperatures, double resolution)
    {
        // The device's own thermometer, else the station's fullest one.
        var air = temperatures.Where(other => other.Points.Count > 0).OrderByDescending(other => other.Device == series.Device).ThenByDescending(other => other.Points.Count)
            .FirstOrDefault()?.Points.ToDictionary(point => point.At, point => point.Value) ?? [];
        var effect = TemperatureEffect.Of([.. series.Points.Where(point => air.ContainsKey(point.At)).Select(point => (point.At, point.Value, air[point.At]))], out var because);
        var values = series.Points.ConvertAll(point => new TrendValue(
            point.At, point.Value, air.TryGetValue(point.At, out var celsius) ? celsius : null, effect is null ? point.Value : air.ContainsKey(point.At) ? effect.Compensate(point.Value, celsius) : null));
        return new SeriesTrend
        {
            Device = series.Device,
            Sensor = series.Sensor,
            Measured = series.Metric,
            Temperature = effect,
            NotCompensated = air.Count == 0 ? "no air temperature is measured" : because,
            Stretches = StructuralTrend.Of([.. values.Where(value => value.Value is not null).Select(value => new TrendPoint(value.At, value.Value!.Value))], question.Repairs, resolution),
            Values = values,
            Thin = series.Thin,
            Bursts = series.Refused is null ? null : series.Bursts,
            Refused = series.Refused,
        };
    }

    /// <summary>Means of full periods; the one that is running is not over.</summary>
    private async Task<List<Gathered>> MeansAsync(TrendQuestion question, string metric, CancellationToken cancellationToken)
    {
        if (question.Period == TrendPeriod.Minute)
        {
            return await MinutesAsync(question, metric, cancellationToken);
        }

        var period = question.Period == TrendPeriod.Day ? JapanPeriod.Day : JapanPeriod.Hour;
        var now = clock.GetUtcNow();
        List<Gathered> all = [];
        foreach (var series in await rollups.ReadStationAsync(question.Station, metric, period, question.From, question.To, cancellationToken))
        {
            var measured = series.Rollups.Where(rollup => rollup.Mean is not null && rollup.To <= now).ToList();
            var full = measured.Where(rollup => rollup.Completeness is null or >= LeastCompleteness).ToList();
            if (full.Count > 0)
            {
                all.Add(new Gathered(series.Device, series.Sensor, metric, [.. full.Select(rollup => new TrendPoint(rollup.From, rollup.Mean!.Value))]) { Thin = measured.Count - full.Count });
            }
        }

        return all;
    }

    private async Task<List<Gathered>> MinutesAsync(TrendQuestion question, string metric, CancellationToken cancellationToken)
    {
        List<Gathered> all = [];
        foreach (var (series, hours) in await SeriesAsync(question, metric, cancellationToken))
        {
            SortedDictionary<DateTimeOffset, (double Sum, int Count)> minutes = [];
            await foreach (var (at, value) in ValuesAsync(series, hours, question, cancellationToken))
            {
                if (!double.IsNaN(value))
                {
                    var minute = StartOf(at, TimeSpan.FromMinutes(1));
                    var (sum, count) = minutes.GetValueOrDefault(minute);
                    minutes[minute] = (sum + value, count + 1);
                }
            }

            all.Add(new Gathered(series.Device, series.Sensor, metric, [.. minutes.Select(minute => new TrendPoint(minute.Key, minute.Value.Sum / minute.Value.Count))]));
        }

        return all;
    }

    /// <summary>The medians of the bursts' frequencies by period; null when that is too much.</summary>
    private async Task<List<Gathered>?> FrequenciesAsync(TrendQuestion question, CancellationToken cancellationToken)
    {
        var samples = 0L;
        List<Gathered> all = [];
        foreach (var metric in IBridgeTrendQueries.Swings)
        {
            foreach (var (series, hours) in await SeriesAsync(question, metric, cancellationToken))
            {
                var fast = hours.Where(hour => hour.Count >= NaturalFrequency.LeastSamples).ToList();
                samples += fast.Sum(hour => hour.Count);
                if (samples > IBridgeTrendQueries.MostSamples)
                {
                    return null;
                }

                if (await FrequenciesAsync(series, fast, question, cancellationToken) is { } found)
                {
                    all.Add(found);
                }
            }
        }

        return all;
    }

    private async Task<Gathered?> FrequenciesAsync(SeriesId series, List<Rollup> hours, TrendQuestion question, CancellationToken cancellationToken)
    {
        var cutter = new BurstCutter();
        SortedDictionary<DateTimeOffset, List<double>> periods = [];
        SortedDictionary<string, int> refused = new(StringComparer.Ordinal);
        await foreach (var (at, value) in ValuesAsync(series, hours, question, cancellationToken))
        {
            Take(cutter.Add(at, value));
        }

        Take(cutter.End());
        return periods.Count == 0 && refused.Count == 0
            ? null
            : new Gathered(series.Device, series.Sensor, series.Metric, [.. periods.Select(period => new TrendPoint(period.Key, Median(period.Value)))])
            {
                Bursts = periods.Values.Sum(period => period.Count),
                Refused = refused,
            };

        void Take(SampleBurst? burst)
        {
            if (burst is null)
            {
                return;
            }

            if (NaturalFrequency.Of(burst.Values, burst.Interval, out var refusal) is not { } found)
            {
                var why = refusal switch
                {
                    FrequencyRefusal.TooShort => "too short",
                    FrequencyRefusal.NoClearPeak => "no clear peak",
                    _ => "unsteady",
                };
                refused[why] = refused.GetValueOrDefault(why) + 1;
                return;
            }

            var start = question.Period switch
            {
                TrendPeriod.Day => JapanPeriods.StartOf(JapanPeriod.Day, burst.At),
                TrendPeriod.Hour => JapanPeriods.StartOf(JapanPeriod.Hour, burst.At),
                _ => StartOf(burst.At, TimeSpan.FromMinutes(1)),
            };
            var values = periods.TryGetValue(start, out var known) ? known : periods[start] = [];
            values.Add(found.Hertz);
        }
    }

    /// <summary>The series of a metric that were measured at the station, with the hours in which they were.</summary>
    private async Task<List<(SeriesId Series, List<Rollup> Hours)>> SeriesAsync(TrendQuestion question, string metric, CancellationToken cancellationToken) =>
    [
        .. (await rollups.ReadStationAsync(question.Station, metric, JapanPeriod.Hour, question.From, question.To, cancellationToken))
            .Select(series => (new SeriesId(series.Device, series.Sensor, metric), series.Rollups.Where(rollup => rollup.Count > 0).ToList())).Where(series => series.Item2.Count > 0),
    ];

    /// <summary>The values of some hours; those that follow each other are read at once, so that a burst may run over the hour.</summary>
    private async IAsyncEnumerable<(DateTimeOffset At, double Value)> ValuesAsync(
        SeriesId series, List<Rollup> hours, TrendQuestion question, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var i = 0; i < hours.Count;)
        {
            var first = i;
            for (i++; i < hours.Count && hours[i].From == hours[i - 1].To; i++)
            {
            }

            var (from, to) = (hours[first].From, hours[i - 1].To);
            await foreach (var reading in history.ReadAsync(
                series, from < question.From ? question.From : from, to > question.To ? question.To : to, asKnownOn: null, cancellationToken))
            {
                yield return (reading.Raw.MeasuredAt, reading.Value);
            }
        }
    }

    private static DateTimeOffset StartOf(DateTimeOffset at, TimeSpan length) => at.AddTicks(-(at.UtcTicks % length.Ticks));

    private static double Median(List<double> values)
    {
        values.Sort();
        return (values[values.Count / 2] + values[(values.Count - 1) / 2]) / 2;
    }

    /// <summary>The points of one series.</summary>
    private sealed record Gathered(string Device, string Sensor, string Metric, List<TrendPoint> Points)
    {
        public int Thin { get; init; }

        public int Bursts { get; init; }

        public IReadOnlyDictionary<string, int>? Refused { get; init; }
    }
}
