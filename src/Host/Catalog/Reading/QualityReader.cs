using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Quality;

namespace MiyagiSensing.Host.Catalog.Reading;

/// <summary>An entry of <c>quality.yaml</c>.</summary>
internal static class QualityReader
{
    /// <summary>Deepest sensor, m. Chosen: Sendai Bay is less than 80 m deep (tnfri news 43).</summary>
    private const double GreatestDepth = 200;

    /// <summary>Longest line of equal readings to look for. Chosen: two weeks of ten-minute values; each series keeps as many in sight.</summary>
    private const int GreatestCount = 2016;

    /// <summary>Longest time to take a deviation over. Chosen: a spring and a neap tide; each reading passes over all of it.</summary>
    private static readonly TimeSpan LongestPeriod = TimeSpan.FromDays(15);

    /// <summary>The tests as the files name them, in the order of their numbers.</summary>
    private static readonly string[] Tests = ["grossRange", "climatology", "spike", "rateOfChange", "flatLine", "densityInversion"];

    public static QualityDefinition Read(CatalogEntry entry)
    {
        entry.AllowOnly(["domain", "metric", "overrides", .. Tests]);
        return new QualityDefinition
        {
            Domain = entry.Id("domain"),
            Metric = entry.Id("metric"),
            Limits = Tests.Any(entry.Has) ? Limits(entry) : throw entry.Error($"must have at least one test: {string.Join(", ", Tests)}"),
            Overrides = entry.Has("overrides") ? [.. entry.Entries("overrides").Select(Override)] : [],
        };
    }

    private static QualityOverride Override(CatalogEntry entry)
    {
        entry.AllowOnly(["stations", "sensors", "off", "source", .. Tests]);
        var other = new QualityOverride
        {
            Stations = entry.Ids("stations"),
            Sensors = entry.Ids("sensors"),
            Limits = Limits(entry),
            Off = Off(entry),
            Source = entry.Text("source"),
        };
        if (other.Stations.Count == 0 && other.Sensors.Count == 0)
        {
            throw entry.Error("names neither stations nor sensors, so it would replace the metric's tests everywhere; change those instead");
        }

        return other.Off.Count > 0 || Tests.Any(entry.Has) ? other : throw entry.Error("changes nothing; give a test, or name one under 'off'");
    }

    private static List<QualityTestKind> Off(CatalogEntry entry)
    {
        List<QualityTestKind> off = [];
        foreach (var name in entry.Texts("off"))
        {
            var kind = Array.IndexOf(Tests, name);
            off.Add(kind >= 0 ? (QualityTestKind)kind : throw entry.Error("off", $"'{name}' is not one of {string.Join(", ", Tests)}"));
            if (entry.Has(name))
            {
                throw entry.Error("off", $"{name} is off and has limits; keep one of the two");
            }
        }

        return off;
    }

    private static QualityLimits Limits(CatalogEntry entry) => new()
    {
        GrossRange = entry.Has("grossRange") ? GrossRange(entry.Entry("grossRange")) : null,
        Climatology = entry.Has("climatology") ? Climatology(entry.Entry("climatology")) : null,
        Spike = entry.Has("spike") ? Spike(entry.Entry("spike")) : null,
        RateOfChange = entry.Has("rateOfChange") ? RateOfChange(entry.Entry("rateOfChange")) : null,
        FlatLine = entry.Has("flatLine") ? FlatLine(entry.Entry("flatLine")) : null,
        DensityInversion = entry.Has("densityInversion") ? DensityInversion(entry.Entry("densityInversion")) : null,
    };

    private static GrossRangeLimits GrossRange(CatalogEntry entry)
    {
        entry.AllowOnly("sensor", "user", "source");
        var (sensor, user) = (entry.Entry("sensor"), entry.Has("user") ? entry.Entry("user") : null);
        sensor.AllowOnly("minimum", "maximum");
        user?.AllowOnly("minimum", "maximum");
        var limits = new GrossRangeLimits
        {
            SensorMinimum = sensor.Number("minimum"),
            SensorMaximum = sensor.Number("maximum"),
            UserMinimum = user?.OptionalNumber("minimum"),
            UserMaximum = user?.OptionalNumber("maximum"),
            Source = entry.Text("source"),
        };
        if (limits.SensorMinimum >= limits.SensorMaximum)
        {
            throw sensor.Error("minimum", "must be less than maximum");
        }

        return (limits.UserMinimum ?? limits.SensorMinimum) >= (limits.UserMaximum ?? limits.SensorMaximum)
            || limits.UserMinimum < limits.SensorMinimum || limits.UserMaximum > limits.SensorMaximum
            ? throw entry.Error("user", "must be a range within the sensor's, so that what is beyond it is suspect before it fails")
            : limits;
    }

    private static ClimatologyLimits Climatology(CatalogEntry entry)
    {
        entry.AllowOnly("ranges", "source");
        return new ClimatologyLimits { Ranges = [.. entry.Entries("ranges").Select(Range)], Source = entry.Text("source") };
    }

    private static ClimatologyRange Range(CatalogEntry entry)
    {
        entry.AllowOnly("months", "minimum", "maximum", "depth");
        var depth = entry.Has("depth") ? entry.Entry("depth") : null;
        depth?.AllowOnly("from", "to");
        var months = entry.Numbers("months");
        var range = new ClimatologyRange
        {
            Months = months.Count > 0 && months.All(month => month is >= 1 and <= 12 && month == Math.Truncate(month))
                ? months.ConvertAll(month => (int)month)
                : throw entry.Error("months", "must be whole numbers from 1 to 12, at least one"),
            Minimum = entry.Number("minimum"),
            Maximum = entry.Number("maximum"),
            DepthFrom = depth?.OptionalNumber("from", 0, GreatestDepth),
            DepthTo = depth?.OptionalNumber("to", 0, GreatestDepth),
        };
        if (range.DepthFrom >= range.DepthTo)
        {
            throw entry.Error("depth", "from must lie less deep than to");
        }

        return range.Minimum < range.Maximum ? range : throw entry.Error("minimum", "must be less than maximum");
    }

    private static SpikeLimits Spike(CatalogEntry entry)
    {
        entry.AllowOnly("suspect", "fail", "maxGap", "source");
        var limits = new SpikeLimits { Suspect = AboveZero(entry, "suspect"), Fail = AboveZero(entry, "fail"), MaxGap = Gap(entry), Source = entry.Text("source") };
        return limits.Suspect < limits.Fail ? limits : throw entry.Error("fail", "must be more than suspect");
    }

    private static RateOfChangeLimits RateOfChange(CatalogEntry entry)
    {
        entry.AllowOnly("deviations", "period", "allowance", "leastReadings", "maxGap", "source");
        return new RateOfChangeLimits
        {
            Deviations = AboveZero(entry, "deviations"),
            Period = entry.Duration("period", TimeSpan.FromSeconds(1), LongestPeriod),
            Allowance = entry.OptionalNumber("allowance", 0) ?? 0,
            LeastReadings = entry.Whole("leastReadings", 2, GreatestCount),
            MaxGap = Gap(entry),
            Source = entry.Text("source"),
        };
    }

    private static FlatLineLimits FlatLine(CatalogEntry entry)
    {
        entry.AllowOnly("suspect", "fail", "tolerance", "source");
        var limits = new FlatLineLimits
        {
            SuspectCount = entry.Whole("suspect", 1, GreatestCount),
            FailCount = entry.Has("fail") ? entry.Whole("fail", 1, GreatestCount) : null,
            Tolerance = AboveZero(entry, "tolerance"),
            Source = entry.Text("source"),
        };
        return limits.FailCount <= limits.SuspectCount ? throw entry.Error("fail", "must be more than suspect") : limits;
    }

    private static DensityInversionLimits DensityInversion(CatalogEntry entry)
    {
        entry.AllowOnly("threshold", "maxApart", "source");
        return new DensityInversionLimits
        {
            Threshold = entry.Number("threshold", -10, 10),
            MaxApart = entry.Duration("maxApart", TimeSpan.Zero, TimeSpan.FromDays(1)),
            Source = entry.Text("source"),
        };
    }

    private static double AboveZero(CatalogEntry entry, string key) => entry.Number(key, 0) is var number and > 0 ? number : throw entry.Error(key, "must be more than 0");

    private static TimeSpan Gap(CatalogEntry entry) => entry.Duration("maxGap", TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
}
