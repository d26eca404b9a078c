using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Quality;
using MiyagiSensing.Host.Catalog.Reading;

namespace MiyagiSensing.Host.Catalog.Checks;

/// <summary>Tests of readings against metrics and stations: what can't be tested by them is refused.</summary>
internal static class QualityChecks
{
    public static void Check(IReadOnlyList<Located<QualityDefinition>> quality, CatalogIndex index)
    {
        UniqueKeys.Check(quality, "metric", one => $"{one.Domain}:{one.Metric}");
        foreach (var (one, entry) in quality)
        {
            index.RequireDomain(one.Domain, entry);
            if (!index.Metrics.TryGetValue((one.Domain, one.Metric), out var metric))
            {
                throw entry.Error("metric", $"'{one.Metric}' is not a metric of domain {one.Domain}; define it in metrics.yaml first");
            }

            CheckLimits(one.Limits, metric, entry, index);
            foreach (var (other, otherEntry) in one.Overrides.Count == 0 ? [] : one.Overrides.Zip(entry.Entries("overrides")))
            {
                CheckLimits(other.Limits, metric, otherEntry, index);
                CheckPlaces(one, other, otherEntry, index);
            }
        }
    }

    private static void CheckLimits(QualityLimits limits, MetricDefinition metric, CatalogEntry entry, CatalogIndex index)
    {
        if (limits.GrossRange is { } range && !(MetricChecks.IsPossible(metric, range.SensorMinimum) && MetricChecks.IsPossible(metric, range.SensorMaximum)))
        {
            throw entry.Entry("grossRange").Error("sensor", $"reaches beyond what {metric.Name} can be ({Bounds(metric)}), so a broken sensor would pass; narrow it");
        }

        if (limits.Climatology is { } climatology)
        {
            CheckMonths(climatology, entry.Entry("climatology"));
        }

        if (limits.DensityInversion is not null && (metric.Name != "salinity" || !index.Metrics.ContainsKey((metric.Domain, "water_temp"))))
        {
            throw entry.Error("densityInversion", "needs temperature and salinity; it stands with the metric salinity of a domain that has water_temp");
        }
    }

    /// <summary>At each depth that is spoken of, each month has one range.</summary>
    private static void CheckMonths(ClimatologyLimits climatology, CatalogEntry entry)
    {
        var depths = climatology.Ranges.SelectMany(range => new[] { range.DepthFrom, range.DepthTo }).OfType<double>().Append(0).Distinct().Order().ToList();
        foreach (var depth in depths)
        {
            var spoken = climatology.Ranges.Where(range => range.SpeaksOf(depth)).SelectMany(range => range.Months).ToList();
            if (spoken.Count != spoken.Distinct().Count())
            {
                throw entry.Error("ranges", $"a month has two ranges at {CatalogEntry.Show(depth)} m; keep one");
            }

            if (spoken.Count is > 0 and < 12)
            {
                var without = Enumerable.Range(1, 12).Except(spoken);
                throw entry.Error("ranges", $"no range for month {string.Join(", ", without)} at {CatalogEntry.Show(depth)} m; readings of that time would never be good");
            }
        }
    }

    private static void CheckPlaces(QualityDefinition one, QualityOverride other, CatalogEntry entry, CatalogIndex index)
    {
        foreach (var id in other.Stations)
        {
            if (!index.Stations.TryGetValue(id, out var station) || station.Domain != one.Domain)
            {
                throw entry.Error("stations", $"'{id}' is no station of domain {one.Domain}");
            }
        }

        foreach (var test in other.Off.Where(test => !one.Limits.Has(test)))
        {
            throw entry.Error("off", $"{test} is not done for this metric anyway");
        }
    }

    private static string Bounds(MetricDefinition metric) =>
        $"{(metric.Minimum is { } least ? CatalogEntry.Show(least) : "unbounded")} to {(metric.Maximum is { } most ? CatalogEntry.Show(most) : "unbounded")} {metric.DisplayUnit}";
}
