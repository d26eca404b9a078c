using MiyagiSensing.Domain.Bridges;
using Xunit;

namespace MiyagiSensing.Unit.Domain.Bridges;

public sealed class StructuralTrendTests
{
    private const double Resolution = 0.1;

    private static readonly DateTimeOffset First = new(2025, 3, 31, 15, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_year_of_noise_is_steady()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var trend = Single(Days(365, seed, _ => 0));

            Assert.Equal(StructuralTrend.Steady, trend.Verdict);
            Assert.Empty(trend.Steps);
            Assert.InRange(trend.Change!.Value, -1, 1);
        }
    }

    [Theory]
    [InlineData(0.02)]
    [InlineData(-0.2)]
    [InlineData(5.0)]
    public void A_line_however_steep_is_a_drift_and_no_step(double perDay)
    {
        var trend = Single(Days(365, 1, day => perDay * day));

        Assert.Equal((StructuralTrend.Drifting, 0), (trend.Verdict, trend.Steps.Count));
        Assert.InRange(trend.Line!.SlopePerYear - (perDay * 365.25), -0.4, 0.4);
        Assert.InRange(trend.Change!.Value / (perDay * 355), 0.85, 1.15);
    }

    [Fact]
    public void A_rise_that_nobody_would_see_is_steady() => Assert.Equal(StructuralTrend.Steady, Single(Days(700, 2, day => 0.001 * day)).Verdict);

    [Fact]
    public void Steps_are_found_where_they_are_and_as_great_as_they_are()
    {
        var trend = Single(Days(200, 3, day => day < 60 ? 0 : day < 130 ? 12 : 4));

        Assert.Equal(StructuralTrend.Stepped, trend.Verdict);
        Assert.Equal([First.AddDays(60), First.AddDays(130)], trend.Steps.Select(step => step.At));
        Assert.InRange(trend.Steps[0].Size, 11.2, 12.8);
        Assert.InRange(trend.Steps[1].Size, -8.8, -7.2);
        Assert.InRange(trend.Change!.Value, 3.2, 4.8);
    }

    [Fact]
    public void A_single_wild_day_is_no_step() => Assert.Equal(StructuralTrend.Steady, Single(Days(100, 4, day => day == 50 ? 500 : 0)).Verdict);

    [Theory]
    [InlineData(0.4, StructuralTrend.Steady)]
    [InlineData(0.6, StructuralTrend.Stepped)]
    public void Of_values_that_do_not_move_a_step_is_five_times_what_they_resolve(double size, string verdict)
    {
        List<TrendPoint> days = [.. Enumerable.Range(0, 40).Select(i => new TrendPoint(First.AddDays(i), i < 20 ? 7 : 7 + size))];

        Assert.Equal(verdict, Single(days).Verdict);
    }

    [Fact]
    public void A_repair_begins_a_new_stretch_and_its_day_belongs_to_none()
    {
        var repair = JapanDate(60);

        var stretches = StructuralTrend.Of(Days(75, 5, day => day < 60 ? 0.2 * day : 0), [repair, repair], Resolution);

        Assert.Equal([(60, StructuralTrend.Drifting), (14, StructuralTrend.Steady)], stretches.Select(stretch => (stretch.Count, stretch.Verdict)));
        Assert.Equal(First.AddDays(61), stretches[1].From);
        Assert.Equal(StructuralTrend.NotEnoughData, StructuralTrend.Of(Days(74, 5, _ => 0), [repair], Resolution)[^1].Verdict);
    }

    [Fact]
    public void The_baseline_is_the_first_fortnight()
    {
        var trend = Single([.. Enumerable.Range(0, 30).Select(i => new TrendPoint(First.AddDays(i), i))]);

        Assert.Equal((6.5, First.AddDays(13), 26.0, 19.5), (trend.Baseline, trend.BaselineTo, trend.Newest, trend.Change));
    }

    [Fact]
    public void Nothing_says_nothing() => Assert.Empty(StructuralTrend.Of([], [], Resolution));

    private static DateOnly JapanDate(int day) => new DateOnly(2025, 4, 1).AddDays(day);

    private static StructuralTrend Single(List<TrendPoint> days) => Assert.Single(StructuralTrend.Of(days, [], Resolution));

    private static List<TrendPoint> Days(int count, int seed, Func<int, double> truth)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i => new TrendPoint(First.AddDays(i), 100 + truth(i) + random.NextDouble() + random.NextDouble() - 1))];
    }
}
