using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Gateway.Rtk;
using Xunit;

namespace MiyagiSensing.Unit.Gateway.Rtk;

public sealed class MunicipalitiesTests
{
    private readonly Municipalities _municipalities = new(
    [
        new Municipality { Code = "04101", Name = new LocalText("", ""), Latitude = 38.0, Longitude = 140.0 },
        new Municipality { Code = "04205", Name = new LocalText("", ""), Latitude = 39.0, Longitude = 141.0 },
    ]);

    [Theory]
    [InlineData(38.0, 140.0, "04101")]
    [InlineData(38.1, 140.2, "04101")]
    [InlineData(38.9, 140.9, "04205")]
    [InlineData(38.539, 140.0, "04101")]
    [InlineData(38.540, 140.0, null)]
    [InlineData(35.0, 139.0, null)]
    [InlineData(-38.0, -40.0, null)]
    [InlineData(90.0, 0.0, null)]
    public void A_position_becomes_the_nearest_municipality_within_60_km(double latitude, double longitude, string? code) =>
        Assert.Equal(code, _municipalities.Nearest(latitude, longitude));

    [Fact]
    public void Distances_hold_across_the_date_line()
    {
        var fiji = new Municipalities([new Municipality { Code = "1", Name = new LocalText("", ""), Latitude = 0, Longitude = 179.9 }]);

        Assert.Equal("1", fiji.Nearest(0, -179.9));
    }
}
