using MiyagiSensing.Domain.Bridges;
using Xunit;

namespace MiyagiSensing.Unit.Domain.Bridges;

public sealed class RobustTrendTests
{
    private static readonly DateOnly First = new(2026, 4, 1);

    [Fact]
    public void A_line_is_found_though_a_quarter_of_the_days_are_wrong()
    {
        var random = new Random(5);
        var days = Enumerable.Range(0, 100).Select(i => (First.AddDays(i), i % 4 == 0 ? 500 + i : 10 + (0.25 * i) + (0.1 * random.NextDouble()))).ToList();

        var trend = RobustTrend.Of(days);

        Assert.NotNull(trend);
        Assert.InRange(trend.SlopePerDay, 0.2, 0.35);
        Assert.InRange(trend.Significance, 0, 0.01);
    }

    [Fact]
    public void Days_that_are_missing_do_not_steepen_it()
    {
        var days = Enumerable.Range(0, 60).Where(i => i is < 10 or > 40).Select(i => (First.AddDays(i), 2.0 * i)).ToList();

        var trend = RobustTrend.Of(days)!;

        Assert.Equal(2, trend.SlopePerDay, 12);
        Assert.Equal(118, trend.Level, 9);
        Assert.Equal(1, trend.Tau, 12);
    }

    [Fact]
    public void A_level_line_has_no_direction()
    {
        var trend = RobustTrend.Of([.. Enumerable.Range(0, 30).Select(i => (First.AddDays(i), 7.0))])!;

        Assert.Equal((0, 7, 0, 1), (trend.SlopePerDay, trend.Level, trend.Tau, trend.Significance));
    }

    [Fact]
    public void Few_days_say_nothing() => Assert.Null(RobustTrend.Of([.. Enumerable.Range(0, 13).Select(i => (First.AddDays(i), (double)i))]));
}
