using System.Text.Json;
using MiyagiSensing.Unit.Simulators.Fakes;
using Xunit;

namespace MiyagiSensing.Unit.Simulators.Run;

/// <summary>The story as the demo tells it at the catalog's own stations: there is something to warn of in every domain.</summary>
public sealed class DemoStoryTests
{
    [Fact]
    public async Task Gauges_of_the_catalog_pass_danger_and_flooding_and_come_back()
    {
        var stages = await SeriesAsync("river", "stage");

        var over = DemoCatalog.Of("river").Where(station => stages[station.Id].Max() >= station.Limit("stage", "flooding")).ToList();
        Assert.True(over.Count >= 10, $"{over.Count} gauges pass their flooding level");
        Assert.Contains(over, station => station.Limit("stage", "danger") is not null);
        Assert.All(over, station => Assert.True(stages[station.Id][^1] < (station.Limit("stage", "danger") ?? station.Limit("stage", "flooding")) - 0.05, station.Id));
    }

    [Theory]
    [InlineData(28)]
    [InlineData(30)]
    public async Task Buoys_of_the_catalog_pass_the_limits_of_oysters(double limit) =>
        Assert.Contains(await SeriesAsync("buoy", "water_temp"), buoy => buoy.Value.Max() >= limit);

    [Fact]
    public async Task A_buoy_of_the_catalog_is_diluted_below_25_psu() => Assert.Contains(await SeriesAsync("buoy", "salinity"), buoy => buoy.Value.Min() <= 25);

    [Fact]
    public async Task Only_the_first_bridge_of_the_catalog_passes_its_levels()
    {
        var bridges = DemoCatalog.Of("pipe-bridge").ToList();
        var strains = await SeriesAsync("pipe-bridge", "strain");

        Assert.True(strains[bridges[0].Id].Max() >= bridges[0].Limit("strain", "lv3"));
        Assert.All(bridges.Skip(1), bridge => Assert.True(strains[bridge.Id].Max() < bridge.Limit("strain", "lv1"), bridge.Id));
    }

    [Fact]
    public async Task One_base_of_the_catalog_loses_its_uplink_and_gets_it_back()
    {
        var rates = await SeriesAsync("rtk", "correction_rate");

        var lost = Assert.Single(rates, station => station.Value.Min() <= 500);
        Assert.True(lost.Value[^1] > 4_250);
    }

    /// <summary>All values of a metric by station, in the order of their sending.</summary>
    private static async Task<Dictionary<string, List<double>>> SeriesAsync(string domain, string metric)
    {
        var (messages, _) = await Story.PlayAsync(DemoCatalog.Of(domain), stories: 1);
        var values = from message in messages
                     let root = JsonDocument.Parse(message.Payload).RootElement
                     where root.TryGetProperty("m", out var metrics) && metrics.TryGetProperty(metric, out var value) && value.ValueKind == JsonValueKind.Number
                     select (Station: message.Topic.Split('/')[3][..^"-d1".Length], Value: root.GetProperty("m").GetProperty(metric).GetDouble());
        return values.GroupBy(item => item.Station, item => item.Value).ToDictionary(station => station.Key, station => station.ToList());
    }
}
