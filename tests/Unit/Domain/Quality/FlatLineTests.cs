using MiyagiSensing.Domain.Quality;
using Xunit;

namespace MiyagiSensing.Unit.Domain.Quality;

public sealed class FlatLineTests
{
    private const double Gone = double.NaN;

    private static readonly FlatLineLimits Limits = new() { SuspectCount = 3, FailCount = 5, Tolerance = 0.01, Source = "a page" };

    public static TheoryData<double[], string> Tables => new()
    {
        // The reading and three before it: suspect; and five before it: fail.
        { [5, 5, 5, 5, 5, 5, 5], "2223344" },
        { [4, 5, 5, 5, 5, 5, 5, 6, 6], "211133411" },
        { [5, 5.009, 5, 5.009], "2223" },
        // Values as in the test vectors of ioos_qc, figures made anew by hand; the first reading has nothing to compare with and is not evaluated.
        { [1, 2, 2.0001, 2, 2.0001, 2, 2.0001, 2, 4, 5, 3, 3.0001, 3.0005, 3.00001], "21113344111113" },
        // A missing value ends the comparison: what is flat up to it and too short stays unknown.
        { [1, 5, Gone, 5, 5, 5, 5, 6], "21922231" },
        { [5, 5, 5, 5, Gone, 5], "222392" },
    };

    [Theory]
    [MemberData(nameof(Tables))]
    public void A_reading_is_compared_with_those_before_it(double[] values, string expected) =>
        Assert.Equal(expected, Series.Of(values).Digits((window, i) => FlatLine.Test(window, i, Limits)));

    [Fact]
    public void Each_earlier_reading_is_compared_with_this_one_and_not_with_each_other()
    {
        // The 4 and the 3 differ by less than 4 from each of the six before them, though 6 and 1 are 5 apart.
        var limits = new FlatLineLimits { SuspectCount = 3, FailCount = 6, Tolerance = 4, Source = "a page" };

        Assert.Equal("2223311443", Series.Of(1, 1, 1, 1, 1, 6, 5, 4, 3, 2).Digits((window, i) => FlatLine.Test(window, i, limits)));
    }

    [Theory]
    [InlineData(5.25, "2111")]
    [InlineData(5.2421875, "2223")]
    public void What_differs_by_the_tolerance_differs(double other, string expected) =>
        Assert.Equal(expected, Series.Of(5, other, 5, other).Digits((window, i) => FlatLine.Test(window, i, Limits with { Tolerance = 0.25 })));

    [Fact]
    public void Where_standing_still_is_no_proof_nothing_fails() =>
        Assert.Equal("222333333", Series.Of(5, 5, 5, 5, 5, 5, 5, 5, 5).Digits((window, i) => FlatLine.Test(window, i, Limits with { FailCount = null })));

    [Fact]
    public void Gaps_in_time_do_not_matter() =>
        Assert.Equal("222334", Series.Of(5, 5, 5, 5, 5, 5).Later(3, TimeSpan.FromDays(2)).Digits((window, i) => FlatLine.Test(window, i, Limits)));
}
