using MiyagiSensing.Domain.Bridges;
using Xunit;

namespace MiyagiSensing.Unit.Domain.Bridges;

public sealed class RobustTrendTests
{
    private static readonly DateTimeOffset First = new(2026, 3, 31, 15, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_line_is_found_though_a_quarter_of_the_days_are_wrong()
    {
        var random = new Random(5);
        var days = Enumerable.Range(0, 100).Select(i => Day(i, i % 4 == 0 ? 500 + i : 10 + (0.25 * i) + (0.1 * random.NextDouble()))).ToList();

        var trend = RobustTrend.Of(days);

        Assert.NotNull(trend);
        Assert.InRange(trend.SlopePerYear, 0.2 * 365.25, 0.35 * 365.25);
        Assert.InRange(trend.Significance, 0, 0.01);
    }

    [Fact]
    public void Days_that_are_missing_do_not_steepen_it()
    {
        var days = Enumerable.Range(0, 60).Where(i => i is < 10 or > 40).Select(i => Day(i, 2.0 * i)).ToList();

        var trend = RobustTrend.Of(days)!;

        Assert.Equal(2 * 365.25, trend.SlopePerYear, 9);
        Assert.Equal((trend.SlopePerYear, trend.SlopePerYear), (Math.Round(trend.Low, 9), Math.Round(trend.High, 9)));
        Assert.Equal(118, trend.Level, 9);
        Assert.Equal(1, trend.Tau, 12);
        Assert.Equal(0, trend.Spread, 9);
    }

    [Fact]
    public void A_level_line_has_no_direction()
    {
        var trend = RobustTrend.Of([.. Enumerable.Range(0, 30).Select(i => Day(i, 7.0))])!;

        Assert.Equal((0, 0, 0, 7, 0, 1), (trend.SlopePerYear, trend.Low, trend.High, trend.Level, trend.Tau, trend.Significance));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.6)]
    public void The_band_holds_the_true_slope_in_most_of_a_hundred_years_also_when_days_resemble_each_other(double memory)
    {
        var random = new Random(9);
        var (held, believed) = (0, 0);
        for (var run = 0; run < 100; run++)
        {
            var noise = 0.0;
            List<TrendPoint> days = [];
            for (var i = 0; i < 120; i++)
            {
                noise = (memory * noise) + random.NextDouble() + random.NextDouble() - 1;
                days.Add(Day(i, (0.01 * i) + noise));
            }

            var trend = RobustTrend.Of(days)!;
            held += trend.Low <= 0.01 * 365.25 && trend.High >= 0.01 * 365.25 ? 1 : 0;
            believed += trend.Significance < 0.01 ? 1 : 0;
        }

        Assert.InRange(held, 88, 100);
        Assert.InRange(believed, memory > 0 ? 5 : 50, 100);
    }

    [Fact]
    public void Noise_is_seldom_believed_to_go_anywhere()
    {
        var random = new Random(10);

        var believed = Enumerable.Range(0, 300).Count(_ => RobustTrend.Of([.. Enumerable.Range(0, 60).Select(i => Day(i, random.NextDouble()))])!.Significance < 0.01);

        Assert.InRange(believed, 0, 8);
    }

    [Fact]
    public void Few_days_say_nothing() => Assert.Null(RobustTrend.Of([.. Enumerable.Range(0, 13).Select(i => Day(i, i))]));

    private static TrendPoint Day(int day, double value) => new(First.AddDays(day), value);
}
