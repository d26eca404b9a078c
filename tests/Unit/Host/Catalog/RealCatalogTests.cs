using MiyagiSensing.Domain.Catalog;
using Xunit;

namespace MiyagiSensing.Unit.Host.Catalog;

public sealed class RealCatalogTests
{
    private static readonly SensingCatalog Catalog = RealCatalog.Load();

    [Fact]
    public void It_holds_every_domain_and_every_metric_of_the_contracts()
    {
        var expected = new[]
        {
            "buoy: battery chlorophyll_a dissolved_oxygen salinity tilt turbidity water_temp",
            "pipe-bridge: acceleration air_temp battery displacement flow force pressure strain tilt_x tilt_y",
            "river: battery rain_10min stage",
            "rtk: correction_rate rovers_connected satellites uplink_loss uptime",
        };

        var actual = Catalog.Metrics
            .GroupBy(metric => metric.Domain, metric => metric.Name)
            .Select(domain => $"{domain.Key}: {string.Join(' ', domain.Order(StringComparer.Ordinal))}")
            .Order(StringComparer.Ordinal);

        Assert.Equal(expected, actual);
        Assert.Equal(["buoy", "pipe-bridge", "river", "rtk"], Catalog.Domains.Select(domain => domain.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void It_holds_all_municipalities_of_Miyagi_with_Sendai_by_ward()
    {
        Assert.Equal(39, Catalog.Municipalities.Count);
        Assert.Equal(5, Catalog.Municipalities.Count(municipality => municipality.Name.Ja.StartsWith("仙台市", StringComparison.Ordinal)));
        Assert.All(Catalog.Municipalities, municipality => Assert.StartsWith("04", municipality.Code, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("river", 121, 0)]
    [InlineData("buoy", 12, 7)]
    [InlineData("rtk", 7, 5)]
    [InlineData("pipe-bridge", 10, 10)]
    public void It_holds_stations_of_every_domain_and_says_which_are_made_up(string domain, int count, int fictional)
    {
        var stations = Catalog.Stations.Where(station => station.Domain == domain).ToList();

        Assert.Equal(count, stations.Count);
        Assert.Equal(fictional, stations.Count(station => station.Fictional));
    }

    [Theory]
    [InlineData("river-8200000125", "北上川下流 左岸 35.0k", "04212", 9.2, 9.45, 9.65)]
    [InlineData("river-8200000282", "阿武隈川 左岸 29.2k", "04208", 14.3, 16.1, 19.92)]
    [InlineData("river-8200000294", "広瀬川 右岸 0.4k", "04104", 5.3, 6.1, 9.5)]
    public void Gauges_carry_their_published_limits(string id, string name, string municipality, double reporting, double danger, double flooding)
    {
        var gauge = Catalog.Stations.Single(station => station.Id == id);

        Assert.Equal((name, municipality), (gauge.Name.Ja, gauge.Municipality));
        var expected = new Dictionary<string, double> { ["reporting"] = reporting, ["danger"] = danger, ["flooding"] = flooding };
        Assert.Equal(expected, gauge.Thresholds["stage"].ToDictionary());
    }

    [Fact]
    public void Every_gauge_has_a_reporting_and_a_flooding_level_and_some_have_no_danger_level()
    {
        var gauges = Catalog.Stations.Where(station => station.Kind == "crisis-management-gauge").ToList();

        Assert.All(gauges, gauge => Assert.True(gauge.Thresholds["stage"]["reporting"] < gauge.Thresholds["stage"]["flooding"], gauge.Id));
        Assert.Equal(45, gauges.Count(gauge => gauge.Thresholds["stage"].ContainsKey("danger")));
    }

    [Fact]
    public void Reporting_is_a_state_and_no_alert()
    {
        var rule = Catalog.Rules.Single(rule => rule.Id == "river-stage-crisis-gauge");

        Assert.Equal(["danger:4", "flooding:5"], rule.Levels.Select(level => $"{level.StationThreshold}:{level.Severity}"));
    }

    [Fact]
    public void Every_station_stands_near_its_municipality()
    {
        var centroids = Catalog.Municipalities.ToDictionary(municipality => municipality.Code);

        Assert.All(Catalog.Stations, station => Assert.True(KilometresTo(centroids[station.Municipality], station) < 40, station.Id));
    }

    [Fact]
    public void Every_rule_says_where_its_limits_come_from()
    {
        Assert.NotEmpty(Catalog.Rules);
        Assert.All(Catalog.Rules, rule => Assert.False(string.IsNullOrEmpty(rule.Source), rule.Id));
    }

    [Fact]
    public void Every_buoy_has_a_district_and_every_base_a_radius()
    {
        Assert.All(Catalog.Stations.Where(station => station.Domain == "buoy"), buoy => Assert.NotNull(buoy.District));
        Assert.All(Catalog.Stations.Where(station => station.Domain == "rtk"), @base => Assert.Equal(20, @base.CoverageKilometres));
    }

    private static double KilometresTo(Municipality municipality, StationDefinition station)
    {
        const double KilometresPerDegree = 111.2;
        var north = (station.Latitude - municipality.Latitude) * KilometresPerDegree;
        var east = (station.Longitude - municipality.Longitude) * KilometresPerDegree * Math.Cos(double.DegreesToRadians(station.Latitude));
        return Math.Sqrt((north * north) + (east * east));
    }
}
