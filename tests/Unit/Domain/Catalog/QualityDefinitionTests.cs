using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Quality;
using Xunit;

namespace MiyagiSensing.Unit.Domain.Catalog;

public sealed class QualityDefinitionTests
{
    private static readonly QualityDefinition Definition = new()
    {
        Domain = "buoy",
        Metric = "water_temp",
        Limits = new QualityLimits
        {
            GrossRange = Range(40),
            Spike = Spikes(2),
            Climatology = new ClimatologyLimits
            {
                Ranges = [new ClimatologyRange { Months = [1], Minimum = 2, Maximum = 12, DepthTo = 5 }, new ClimatologyRange { Months = [1], Minimum = 4, Maximum = 11, DepthFrom = 5 }],
                Source = "a page",
            },
        },
        Overrides =
        [
            new QualityOverride { Stations = ["buoy-1", "buoy-2"], Limits = new QualityLimits { Spike = Spikes(3) }, Source = "a page" },
            new QualityOverride { Stations = ["buoy-2"], Sensors = ["10m"], Limits = new QualityLimits { Spike = Spikes(4) }, Source = "a page" },
            new QualityOverride { Sensors = ["main"], Off = [QualityTestKind.Climatology, QualityTestKind.Spike], Source = "a page" },
        ],
    };

    [Theory]
    [InlineData("buoy-3", "1m", 2.0)]
    [InlineData("buoy-1", "1m", 3.0)]
    [InlineData("buoy-2", "1m", 3.0)]
    [InlineData("buoy-2", "10m", 4.0)]
    [InlineData("buoy-1", "10m", 3.0)]
    [InlineData("buoy-2", "main", null)]
    public void The_last_override_that_speaks_of_a_series_holds(string station, string sensor, double? suspect)
    {
        var limits = Definition.LimitsFor(station, sensor);

        Assert.Equal(suspect, limits.Spike?.Suspect);
        Assert.Equal(40, limits.GrossRange!.SensorMaximum);
    }

    [Theory]
    [InlineData("1m", 12.0)]
    [InlineData("4m9", 12.0)]
    [InlineData("5m", 11.0)]
    public void Months_are_those_of_the_sensors_depth(string sensor, double maximum) =>
        Assert.Equal(maximum, Assert.Single(Definition.LimitsFor("buoy-1", sensor).Climatology!.Ranges).Maximum);

    [Fact]
    public void Of_a_sensor_of_unknown_depth_the_months_say_nothing() => Assert.Empty(Definition.LimitsFor("buoy-1", "ctd").Climatology!.Ranges);

    private static GrossRangeLimits Range(double maximum) => new() { SensorMinimum = -2, SensorMaximum = maximum, Source = "a page" };

    private static SpikeLimits Spikes(double suspect) => new() { Suspect = suspect, Fail = 10, MaxGap = TimeSpan.FromHours(1), Source = "a page" };
}
