using MiyagiSensing.Domain.Fisheries;
using Xunit;

namespace MiyagiSensing.Unit.Domain.Fisheries;

public sealed class DegreeDayCountTests
{
    private static readonly DateOnly January1 = new(2026, 1, 1);

    private static readonly DegreeDayRule Rule = new()
    {
        Metric = "water_temp",
        Base = 10,
        Start = new MonthDay(1, 1),
        Marks = [new DegreeDayMark("mature", 600, Figures.Text)],
        Repeat = new DegreeDayRepeat(300, 20, Figures.Text),
        Source = "a page",
    };

    [Fact]
    public void What_each_day_has_above_the_base_is_added_up_and_colder_days_add_nothing()
    {
        var count = DegreeDayCount.Of(Rule, Figures.From(January1, 12, 9, 10, 10.5), January1.AddDays(3));

        Assert.Equal((2.5, 4, 0), (count.DegreeDays, count.Days, count.MissingDays));
        Assert.Null(Assert.Single(count.Marks).On);
    }

    [Fact]
    public void Days_without_a_figure_are_named_and_days_outside_do_not_count()
    {
        var figures = Figures.From(January1.AddDays(-2), 30, 30, 12).Concat(Figures.From(January1.AddDays(5), 13, 30));

        var count = DegreeDayCount.Of(Rule, figures, January1.AddDays(5));

        Assert.Equal((5.0, 2, 4), (count.DegreeDays, count.Days, count.MissingDays));
    }

    [Fact]
    public void Ripe_at_600_and_again_after_each_300_of_days_above_20()
    {
        // 40 days of 15 degree-days are 600; then 15 a day, but the cold days in between do not count for the repeats.
        var means = Enumerable.Repeat(25.0, 40).Concat(Enumerable.Repeat(19.0, 10)).Concat(Enumerable.Repeat(25.0, 40));

        var count = DegreeDayCount.Of(Rule, Figures.From(January1, means), January1.AddDays(89));

        Assert.Equal(January1.AddDays(39), count.Marks[0].On);
        Assert.Equal([January1.AddDays(69), January1.AddDays(89)], count.Repeats);
        Assert.Equal(600 + 90 + 600, count.DegreeDays);
    }

    [Fact]
    public void Before_the_start_of_the_year_last_years_count_goes_on()
    {
        var count = DegreeDayCount.Of(Rule with { Start = new MonthDay(4, 1) }, Figures.From(new DateOnly(2025, 4, 1), 11, 12), new DateOnly(2026, 3, 31));

        Assert.Equal((new DateOnly(2025, 4, 1), 3.0, 363), (count.From, count.DegreeDays, count.MissingDays));
    }
}
