using MiyagiSensing.Dashboard.Stations;
using Xunit;

namespace MiyagiSensing.Unit.Dashboard.Stations;

public sealed class SeriesNameTests
{
    [Fact]
    public void The_only_line_needs_no_name() => Assert.Equal("", SeriesName.Of("gauge-1", "main", [("gauge-1", "main")]));

    [Fact]
    public void Sensors_of_one_device_go_by_their_own_name() =>
        Assert.Equal("5m", SeriesName.Of("buoy-1", "5m", [("buoy-1", "1m"), ("buoy-1", "5m")]));

    [Fact]
    public void Two_devices_are_told_apart() => Assert.Equal("gauge-2", SeriesName.Of("gauge-2", "main", [("gauge-1", "main"), ("gauge-2", "main")]));

    [Fact]
    public void Sensors_of_two_devices_name_both() =>
        Assert.Equal("buoy-2 1m", SeriesName.Of("buoy-2", "1m", [("buoy-1", "1m"), ("buoy-2", "1m")]));
}
