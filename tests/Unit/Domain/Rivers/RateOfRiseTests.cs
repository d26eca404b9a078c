using MiyagiSensing.Domain.Rivers;
using Xunit;

namespace MiyagiSensing.Unit.Domain.Rivers;

public sealed class RateOfRiseTests
{
    [Fact]
    public void Ten_minute_values_make_a_line_through_the_last_hour() => Assert.Equal(0.6, Rate((-70, 9), (-60, 1), (-50, 1.1), (-40, 1.2), (-30, 1.3), (-20, 1.4), (-10, 1.5), (0, 1.6))!.Value, 9);

    [Fact]
    public void A_single_splash_counts_little() => Assert.True(Rate((-60, 1), (-50, 1), (-40, 1), (-30, 1.2), (-20, 1), (-10, 1), (0, 1)) is > -0.01 and < 0.01);

    [Fact]
    public void Two_hourly_values_make_their_difference() => Assert.Equal(0.25, Rate((-120, 3), (-60, 1), (0, 1.25))!.Value, 9);

    [Fact]
    public void An_hourly_value_that_was_late_still_counts() => Assert.Equal(0.2, Rate((-120, 1), (0, 1.4))!.Value, 9);

    [Fact]
    public void Two_values_within_minutes_take_the_one_before_them_along() => Assert.Equal(-0.6, Rate((-80, 2), (-10, 1.3), (0, 1.2))!.Value, 9);

    [Theory]
    [InlineData(-121)]
    [InlineData(-19)]
    public void Too_old_or_too_close_a_value_tells_nothing(int minutes) => Assert.Null(Rate((minutes, 1), (0, 2)));

    [Fact]
    public void One_value_tells_nothing() => Assert.Null(Rate((0, 2)));

    private static double? Rate(params ReadOnlySpan<(int Minutes, double Metres)> levels) => RateOfRise.Of(Levels.At(levels).ToArray());
}
