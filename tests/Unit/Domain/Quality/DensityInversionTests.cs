using MiyagiSensing.Domain.Quality;
using Xunit;

namespace MiyagiSensing.Unit.Domain.Quality;

public sealed class DensityInversionTests
{
    private static readonly DensityInversionLimits Tolerant = new() { Threshold = -0.2, MaxApart = TimeSpan.FromMinutes(5), Source = "a page" };

    // At 10 °C and 33 psu a change of 0.1 psu is 0.0776 kg/m³ and one of 0.1 °C is 0.0164 kg/m³.
    [Theory]
    [InlineData(10, 33, 10, 33, 1)]
    [InlineData(10, 33, 10, 34, 1)]
    [InlineData(12, 33, 10, 33, 1)]
    [InlineData(10, 33, 10, 32.75, 1)]
    [InlineData(10, 33, 10, 32.70, 4)]
    [InlineData(10, 33, 11, 33, 1)]
    [InlineData(10, 33, 12, 33, 4)]
    [InlineData(10, 33, 10, 0, 4)]
    [InlineData(double.NaN, 33, 10, 33, 2)]
    [InlineData(10, 33, 10, double.NaN, 2)]
    [InlineData(10, 324.4, 10, 33, 2)]
    public void Lighter_water_can_not_lie_below_heavier(double shallowCelsius, double shallowPsu, double deepCelsius, double deepPsu, int expected) =>
        Assert.Equal(expected, (int)DensityInversion.Test(new WaterSample(0, shallowCelsius, shallowPsu), new WaterSample(0, deepCelsius, deepPsu), Tolerant));

    // The manual's own figure, by its codable instruction: sigma(n-1) + 0.03 > sigma(n) fails, so mixed water fails too.
    [Theory]
    [InlineData(33, 4)]
    [InlineData(33.03, 4)]
    [InlineData(33.05, 1)]
    public void The_threshold_is_added_to_the_shallower_density(double deepPsu, int expected) =>
        Assert.Equal(expected, (int)DensityInversion.Test(new WaterSample(0, 10, 33), new WaterSample(0, 10, deepPsu), Tolerant with { Threshold = 0.03 }));

    [Theory]
    [InlineData(300_000, 4)]
    [InlineData(-300_000, 4)]
    [InlineData(300_001, 2)]
    public void Only_what_was_measured_together_is_compared(long apart, int expected) =>
        Assert.Equal(expected, (int)DensityInversion.Test(new WaterSample(0, 10, 33), new WaterSample(apart, 10, 30), Tolerant));
}
