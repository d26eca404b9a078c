using MiyagiSensing.Domain.Quality;
using MiyagiSensing.Host.Catalog;
using Xunit;

namespace MiyagiSensing.Unit.Host.Catalog;

public sealed class QualityCatalogTests : IDisposable
{
    private const string Quality = """
        - domain: buoy
          metric: water_temp
          grossRange:
            sensor: {minimum: -2, maximum: 40}
            user: {minimum: -1, maximum: 32}
            source: a page
          climatology:
            ranges:
              - {months: [1, 2, 3, 4, 5, 6], minimum: 1, maximum: 20, depth: {to: 5}}
              - {months: [7, 8, 9, 10, 11, 12], minimum: 2, maximum: 30, depth: {to: 5}}
              - {months: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], minimum: 3, maximum: 25, depth: {from: 5}}
            source: a page
          spike: {suspect: 2, fail: 4, maxGap: PT1H, source: a page}
          rateOfChange: {deviations: 3, period: PT25H, allowance: 0.5, leastReadings: 12, maxGap: PT1H, source: a page}
          flatLine: {suspect: 36, fail: 72, tolerance: 0.005, source: a page}
          overrides:
            - stations: [buoy-1]
              sensors: [5m]
              off: [flatLine]
              spike: {suspect: 3, fail: 5, maxGap: PT30M, source: a page}
              source: waves
        - domain: buoy
          metric: salinity
          densityInversion: {threshold: -0.2, maxApart: PT5M, source: a page}
        """;

    private readonly CatalogFolderFixture _folder = new();

    public QualityCatalogTests()
    {
        _folder.Write("metrics-buoy.yaml", """
            - domain: buoy
              name: salinity
              title: {ja: 塩分, en: Salinity}
              unit: '[psu]'
              displayUnit: psu
              minimum: 0
              maximum: 42
            """);
        _folder.Write("stations-buoy.yaml", """
            - id: buoy-1
              domain: buoy
              name: {ja: ブイ, en: Buoy}
              municipality: '04212'
              latitude: 38.5
              longitude: 141.5
              fictional: true
            """);
        _folder.Write("quality.yaml", Quality);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Tests_and_what_differs_somewhere_are_read()
    {
        var catalog = CatalogFiles.Load(_folder.Path);

        Assert.Equal(["water_temp", "salinity"], catalog.Quality.Select(one => one.Metric));
        var limits = catalog.Quality[0].LimitsFor("buoy-1", "1m");
        Assert.Equal((-2.0, 32.0), (limits.GrossRange!.SensorMinimum, limits.GrossRange.UserMaximum!.Value));
        Assert.Equal([20.0, 30.0], limits.Climatology!.Ranges.Select(range => range.Maximum));
        Assert.Equal((2.0, 4.0, TimeSpan.FromHours(1)), (limits.Spike!.Suspect, limits.Spike.Fail, limits.Spike.MaxGap));
        Assert.Equal((3.0, TimeSpan.FromHours(25), 0.5, 12), (limits.RateOfChange!.Deviations, limits.RateOfChange.Period, limits.RateOfChange.Allowance, limits.RateOfChange.LeastReadings));
        Assert.Equal((36, 72, 0.005), (limits.FlatLine!.SuspectCount, limits.FlatLine.FailCount!.Value, limits.FlatLine.Tolerance));
        var other = catalog.Quality[0].LimitsFor("buoy-1", "5m");
        Assert.Equal((3.0, null, 25.0), (other.Spike!.Suspect, other.FlatLine, other.Climatology!.Ranges[0].Maximum));
        Assert.Equal(-0.2, catalog.Quality[1].Limits.DensityInversion!.Threshold);
    }

    [Fact]
    public void A_catalog_may_do_without()
    {
        _folder.Delete("quality.yaml");

        Assert.Empty(CatalogFiles.Load(_folder.Path).Quality);
    }

    [Theory]
    [InlineData("domain: buoy\n  metric: water_temp", "domain: moon\n  metric: water_temp", 1, "is not in domains.yaml")]
    [InlineData("metric: water_temp", "metric: warmth", 2, "is not a metric of domain buoy")]
    [InlineData("metric: salinity", "metric: water_temp", 23, "stands twice")]
    [InlineData("grossRange:", "grosRange:", 3, "is not known here")]
    [InlineData("sensor: {minimum: -2, maximum: 40}", "sensor: {minimum: 40, maximum: -2}", 4, "must be less than maximum")]
    [InlineData("user: {minimum: -1", "user: {minimum: -3", 5, "within the sensor's")]
    [InlineData("maximum: 32}", "maximum: -1}", 5, "within the sensor's")]
    [InlineData("months: [7, 8, 9, 10, 11, 12], minimum: 2", "months: [6, 7, 8, 9, 10, 11, 12], minimum: 2", 8, "two ranges at 0 m")]
    [InlineData("months: [7, 8, 9, 10, 11, 12], minimum: 2", "months: [7, 8, 9, 10, 11], minimum: 2", 8, "no range for month 12 at 0 m")]
    [InlineData("depth: {from: 5}", "depth: {from: 6, to: 6}", 11, "less deep")]
    [InlineData("minimum: 3, maximum: 25", "minimum: 25, maximum: 3", 11, "must be less than maximum")]
    [InlineData("suspect: 2, fail: 4", "suspect: 4, fail: 4", 13, "must be more than suspect")]
    [InlineData("suspect: 2, fail: 4", "suspect: 0, fail: 4", 13, "must be more than 0")]
    [InlineData("maxGap: PT1H, source: a page}\n  rateOfChange", "source: a page}\n  rateOfChange", 13, "maxGap: is missing")]
    [InlineData("period: PT25H", "period: 25", 14, "is not a duration")]
    [InlineData("leastReadings: 12", "leastReadings: 1", 14, "out of range")]
    [InlineData("suspect: 36, fail: 72", "suspect: 36, fail: 36", 15, "must be more than suspect")]
    [InlineData("tolerance: 0.005, source: a page", "tolerance: 0.005", 15, "source: is missing")]
    [InlineData("stations: [buoy-1]", "stations: [river-1]", 17, "is no station of domain buoy")]
    [InlineData("stations: [buoy-1]\n      sensors: [5m]\n      off", "off", 17, "names neither stations nor sensors")]
    [InlineData("off: [flatLine]", "off: [flatline]", 19, "is not one of grossRange")]
    [InlineData("off: [flatLine]", "off: [spike]", 19, "keep one of the two")]
    [InlineData("off: [flatLine]", "off: [densityInversion]", 19, "is not done for this metric anyway")]
    [InlineData("densityInversion: {threshold: -0.2", "densityInversion: {threshold: -20", 24, "out of range")]
    [InlineData("densityInversion: {threshold: -0.2, maxApart: PT5M, source: a page}", "grossRange: {sensor: {minimum: 0, maximum: 50}, source: a page}", 24, "reaches beyond what salinity can be (0 to 42 psu)")]
    [InlineData("  flatLine: {suspect", "  densityInversion: {threshold: 0, maxApart: PT5M, source: a page}\n  flatLine: {suspect", 15, "needs temperature and salinity")]
    public void What_is_wrong_is_named_with_file_line_and_reason(string old, string replacement, int line, string reason)
    {
        Assert.Contains(old, Quality, StringComparison.Ordinal);
        var at = Quality.IndexOf(old, StringComparison.Ordinal);
        _folder.Write("quality.yaml", string.Concat(Quality.AsSpan(0, at), replacement, Quality.AsSpan(at + old.Length)));

        var refusal = Assert.Throws<CatalogException>(() => CatalogFiles.Load(_folder.Path));

        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(("quality.yaml", line), (refusal.File, refusal.Line));
    }

    [Fact]
    public void Every_series_of_the_shipped_catalog_that_is_tested_has_its_limits_and_their_sources()
    {
        var catalog = RealCatalog.Load();

        Assert.Equal(
            ["buoy 7", "pipe-bridge 9", "river 3"],
            catalog.Quality.GroupBy(one => one.Domain).OrderBy(domain => domain.Key, StringComparer.Ordinal).Select(domain => $"{domain.Key} {domain.Count()}"));
        Assert.All(catalog.Quality, one => Assert.NotNull(one.Limits.GrossRange));
        // Alerts ignore what fails, so nothing that stands still in truth may fail for it.
        Assert.All(catalog.Quality.Where(one => one.Domain != "buoy"), one => Assert.Null(one.Limits.FlatLine?.FailCount));
        var temperature = catalog.Quality.Single(one => one.Metric == "water_temp");
        Assert.NotNull(temperature.LimitsFor("buoy-tona", "1m").Climatology);
        Assert.Null(temperature.LimitsFor("buoy-tona", "main").Climatology);
        Assert.Equal(72, QualityTests.Reach(temperature.Limits).ReadingsBefore);
    }
}
