using MiyagiSensing.Domain.Quality;
using Xunit;

namespace MiyagiSensing.Unit.Domain.Quality;

public sealed class RateOfChangeTests
{
    private const double Gone = double.NaN;

    private static readonly RateOfChangeLimits Limits = new()
    {
        Deviations = 3,
        Period = TimeSpan.FromMinutes(40),
        LeastReadings = 4,
        MaxGap = Series.Hour,
        Source = "a page",
    };

    public static TheoryData<double[], string> Tables => new()
    {
        // Four readings 9, 11, 9, 11: mean 10, squares 4, deviation sqrt(4/3) = 1.1547, three of them 3.4641.
        { [9, 11, 9, 11, 14.46], "22221" },
        { [9, 11, 9, 11, 14.47], "22223" },
        { [9, 11, 9, 11, 7.54], "22221" },
        { [9, 11, 9, 11, 7.53], "22223" },
        // Then 11, 9, 11, 14.47: mean 11.3675, deviation 2.270; |9 - 14.47| = 5.47 is less than 6.81.
        { [9, 11, 9, 11, 14.47, 9], "222231" },
        // Water that stands still: every step is more than nothing.
        { [10, 10, 10, 10, 10, 10.1], "222213" },
        // Three values are too few, and a missing reading before leaves nothing to compare with.
        { [9, 11, Gone, 11, 99], "22922" },
        { [9, 11, 9, 11, Gone, 99], "222292" },
    };

    [Theory]
    [MemberData(nameof(Tables))]
    public void A_step_is_held_against_the_deviation_of_the_time_before(double[] values, string expected) =>
        Assert.Equal(expected, Series.Of(values).Digits((window, i) => RateOfChange.Test(window, i, Limits)));

    [Theory]
    [InlineData(15.46, "22221")]
    [InlineData(15.47, "22223")]
    public void The_allowance_is_added_to_the_deviations(double last, string expected) =>
        Assert.Equal(expected, Series.Of(9, 11, 9, 11, last).Digits((window, i) => RateOfChange.Test(window, i, Limits with { Allowance = 1 })));

    [Fact]
    public void Readings_before_the_period_do_not_count()
    {
        // 40 minutes before the last reading stands the second one, which counts; the 500 before it does not.
        var series = Series.Of(500, 9, 11, 9, 11, 14.47);

        Assert.Equal(QualityFlag.Suspect, RateOfChange.Test(series, 5, Limits));
        Assert.Equal(QualityFlag.Pass, RateOfChange.Test(series, 5, Limits with { Period = TimeSpan.FromMinutes(50) }));
    }

    [Fact]
    public void The_reading_itself_does_not_widen_the_deviation() =>
        Assert.Equal(QualityFlag.Suspect, RateOfChange.Test(Series.Of(9, 11, 9, 11, 1e9), 4, Limits));

    [Fact]
    public void A_reading_after_a_gap_has_nothing_to_be_compared_with()
    {
        var series = Series.Of(9, 11, 9, 11, 99).Later(4, TimeSpan.FromMinutes(51));

        Assert.Equal(QualityFlag.NotEvaluated, RateOfChange.Test(series, 4, Limits with { Period = TimeSpan.FromHours(25) }));
    }
}
