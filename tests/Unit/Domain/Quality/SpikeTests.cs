using MiyagiSensing.Domain.Quality;
using Xunit;

namespace MiyagiSensing.Unit.Domain.Quality;

public sealed class SpikeTests
{
    private const double Gone = double.NaN;

    public static TheoryData<double[], double, double, string> Tables => new()
    {
        // On a straight line, at the suspect limit, beyond it, at the fail limit, beyond it.
        { [10, 12, 14], 0.5, 1, "212" },
        { [10, 10.5, 10], 0.5, 1, "212" },
        { [10, 10.75, 10], 0.5, 1, "232" },
        { [10, 11, 10], 0.5, 1, "232" },
        { [10, 11.5, 10], 0.5, 1, "242" },
        { [10, 8.5, 10], 0.5, 1, "242" },
        // The good readings beside a great spike: |10 - 60| is far beyond the limit too.
        { [10, 10, 10, 110, 10, 10, 10], 5, 20, "2144412" },
        // The edges of a step of d see half of d.
        { [10, 10, 10, 14, 14, 14], 1.5, 3, "213312" },
        // Values as in the test vectors of ioos_qc, figures made anew by hand.
        { [10, 12, 999.99, 13, 15, 40, 9, 9], 25, 50, "24441312" },
        { [-10, -12, -999.99, -13, -15, -40, -9, -9], 25, 50, "24441312" },
        { [-100, -99, -99, -98], 25, 50, "2112" },
        { [3, 4.99, 5, 6, 8, 6, 6, 6.75, 6, 6, 5.3, 6, 6, 9, 5], 0.5, 1, "231143131131442" },
        // A missing value has no flag of its own and leaves its neighbors without one.
        { [10, 10, Gone, 10, 10, 10], 5, 20, "229212" },
        { [Gone, 10, Gone], 5, 20, "929" },
    };

    [Theory]
    [MemberData(nameof(Tables))]
    public void Each_reading_is_held_against_the_mean_of_its_neighbors(double[] values, double suspect, double fail, string expected) =>
        Assert.Equal(expected, Series.Of(values).Digits((window, i) => Spike.Test(window, i, Limits(suspect, fail))));

    [Fact]
    public void The_newest_reading_is_judged_when_the_next_one_is_there()
    {
        Assert.Equal("22", Series.Of(10, 99).Digits((window, i) => Spike.Test(window, i, Limits(5, 20))));
        Assert.Equal("242", Series.Of(10, 99, 10).Digits((window, i) => Spike.Test(window, i, Limits(5, 20))));
    }

    [Theory]
    [InlineData(50, "21112")]
    [InlineData(51, "21222")]
    public void Across_a_gap_there_are_no_neighbors(int minutes, string expected)
    {
        var series = Series.Of(10, 10, 10, 10, 10).Later(3, TimeSpan.FromMinutes(minutes));

        Assert.Equal(expected, series.Digits((window, i) => Spike.Test(window, i, Limits(5, 20))));
    }

    private static SpikeLimits Limits(double suspect, double fail) => new() { Suspect = suspect, Fail = fail, MaxGap = Series.Hour, Source = "a page" };
}
