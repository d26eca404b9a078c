using MiyagiSensing.Domain.Quality;
using MiyagiSensing.Domain.Readings;
using Xunit;

namespace MiyagiSensing.Unit.Domain.Quality;

public sealed class GrossRangeTests
{
    private static readonly GrossRangeLimits Limits = new() { SensorMinimum = -2, SensorMaximum = 40, UserMinimum = -1, UserMaximum = 32, Source = "a page" };

    [Theory]
    [InlineData(-10, 4)]
    [InlineData(-2.01, 4)]
    [InlineData(-2, 3)]
    [InlineData(-1.01, 3)]
    [InlineData(-1, 1)]
    [InlineData(14.2, 1)]
    [InlineData(32, 1)]
    [InlineData(32.01, 3)]
    [InlineData(40, 3)]
    [InlineData(40.01, 4)]
    [InlineData(double.PositiveInfinity, 4)]
    [InlineData(double.NaN, 9)]
    public void Bounds_belong_to_the_range(double value, int expected) => Assert.Equal(expected, (int)GrossRange.Test(new Sample(0, value), Limits));

    [Theory]
    [InlineData(-2, 1)]
    [InlineData(40, 1)]
    [InlineData(41, 4)]
    public void Without_a_range_of_the_operator_only_the_sensors_counts(double value, int expected) =>
        Assert.Equal(expected, (int)GrossRange.Test(new Sample(0, value), Limits with { UserMinimum = null, UserMaximum = null }));
}
