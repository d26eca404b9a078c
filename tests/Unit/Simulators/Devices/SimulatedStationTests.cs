using MiyagiSensing.Domain;
using MiyagiSensing.Unit.Simulators.Fakes;
using Xunit;

namespace MiyagiSensing.Unit.Simulators.Devices;

public sealed class SimulatedStationTests
{
    [Theory]
    [InlineData("river")]
    [InlineData("buoy")]
    [InlineData("pipe-bridge")]
    [InlineData("rtk")]
    public void The_catalog_has_stations_of_every_domain(string domain) => Assert.NotEmpty(DemoCatalog.Of(domain));

    [Fact]
    public void The_device_id_made_from_a_station_is_well_formed() =>
        Assert.All(DemoCatalog.Stations, station => Assert.True(Identifier.IsValid($"{station.Id}-d1"), station.Id));

    [Fact]
    public void Every_gauge_has_the_limits_that_its_wave_is_made_from() => Assert.All(
        DemoCatalog.Of("river"), station => Assert.True(station.Limit("stage", "reporting") < station.Limit("stage", "flooding"), station.Id));

    [Fact]
    public void A_limit_that_a_station_lacks_is_null()
    {
        var station = DemoCatalog.Of("river").First();

        Assert.Null(station.Limit("stage", "none"));
        Assert.Null(station.Limit("salinity", "danger"));
    }
}
