using MiyagiSensing.Dashboard.Fisheries;
using Xunit;

namespace MiyagiSensing.Unit.Dashboard.Fisheries;

public sealed class BuoyNamesTests
{
    private readonly BuoyNames _names = new([DashboardFakes.Station("buoy-shizugawa", "buoy", "志津川湾ブイ")], text => text.Ja);

    [Theory]
    [InlineData("buoy-shizugawa", "main", "志津川湾ブイ")]
    [InlineData("buoy-shizugawa", "1m", "志津川湾ブイ 1m")]
    [InlineData("buoy-unknown", "5m", "buoy-unknown 5m")]
    public void People_read_names_and_only_what_has_none_by_its_id(string station, string sensor, string expected) => Assert.Equal(expected, _names.Of(station, sensor));
}
