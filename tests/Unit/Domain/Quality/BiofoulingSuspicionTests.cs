using MiyagiSensing.Domain.Quality;
using Xunit;

namespace MiyagiSensing.Unit.Domain.Quality;

public sealed class BiofoulingSuspicionTests
{
    private static readonly DateOnly Today = new(2026, 11, 21);

    [Theory]
    [InlineData(4, 3, 2, SuspicionState.Suspected)]
    [InlineData(4, 3, 2.01, SuspicionState.None)]
    [InlineData(4, 3.01, 2, SuspicionState.None)]
    [InlineData(4, 2.5, 1.9, SuspicionState.None)]
    [InlineData(4, 4, 1, SuspicionState.None)]
    [InlineData(1, 0.7, 0.5, SuspicionState.Suspected)]
    [InlineData(0.99, 0.7, 0.4, SuspicionState.NotEvaluated)]
    public void Three_blocks_of_fifteen_days_are_compared(double oldest, double middle, double newest, SuspicionState expected)
    {
        var judged = BiofoulingSuspicion.Judge(Days(oldest, middle, newest), Today);

        Assert.Equal(new BiofoulingJudgement(expected, oldest, middle, newest), judged);
    }

    [Fact]
    public void A_spring_and_a_neap_tide_in_turn_are_no_growth()
    {
        var days = Enumerable.Range(0, 120).Select(age => new DailyRange(Today.AddDays(-age), 3 + (2 * Math.Sin(2 * Math.PI * age / 14.77)), 144)).ToArray();

        Assert.All(Enumerable.Range(0, 60), back => Assert.Equal(SuspicionState.None, BiofoulingSuspicion.Judge(days, Today.AddDays(-back)).State));
    }

    [Fact]
    public void A_cleaned_sensor_is_not_held_against_the_one_before()
    {
        var days = Days(4, 3, 2);

        Assert.Equal(SuspicionState.Suspected, BiofoulingSuspicion.Judge(days, Today, Today.AddDays(-44)).State);
        var judged = BiofoulingSuspicion.Judge(days, Today, Today.AddDays(-38));
        Assert.Equal((SuspicionState.NotEvaluated, double.NaN, 3.0, 2.0), (judged.State, judged.Oldest, judged.Middle, judged.Newest));
    }

    [Fact]
    public void Ten_of_fifteen_days_are_enough_and_their_order_does_not_matter()
    {
        var days = Days(4, 3, 2).Where(day => (Today.DayNumber - day.Day.DayNumber) % 3 != 0).Reverse().ToArray();

        Assert.Equal(30, days.Length);
        Assert.Equal(SuspicionState.Suspected, BiofoulingSuspicion.Judge(days, Today).State);
        Assert.Equal(SuspicionState.NotEvaluated, BiofoulingSuspicion.Judge(days.AsSpan(1), Today).State);
    }

    private static DailyRange[] Days(double oldest, double middle, double newest) =>
        [.. Enumerable.Range(0, 45).Select(age => new DailyRange(Today.AddDays(-age), age switch { < 15 => newest, < 30 => middle, _ => oldest }, 144))];
}
