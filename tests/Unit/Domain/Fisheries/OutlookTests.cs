using MiyagiSensing.Domain.Fisheries;
using Xunit;

namespace MiyagiSensing.Unit.Domain.Fisheries;

public sealed class OutlookTests
{
    private static readonly DateOnly Today = new(2026, 7, 20);

    [Fact]
    public void Fourteen_days_of_the_last_thirty_are_needed()
    {
        var outlook = Outlook.Of(Figures.From(Today.AddDays(-12), Enumerable.Repeat(20.0, 13)), Today);

        Assert.Equal(OutlookMethods.NotEnoughHistory, outlook.Method);
        Assert.Empty(outlook.Days);
        Assert.Contains("Not enough history", outlook.Words.En, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sensor_that_has_been_silent_for_four_days_has_no_outlook() =>
        Assert.Equal(OutlookMethods.NotEnoughHistory, Outlook.Of(Figures.From(Today.AddDays(-23), Enumerable.Repeat(20.0, 20)), Today).Method);

    [Fact]
    public void With_one_year_the_slope_of_two_weeks_goes_on_and_fades()
    {
        var outlook = Outlook.Of(Figures.From(Today.AddDays(-19), Enumerable.Range(0, 20).Select(i => 18 + (i * 0.2))), Today);

        Assert.Equal(OutlookMethods.Trend, outlook.Method);
        Assert.Equal(Enumerable.Range(1, 10).Select(ahead => Today.AddDays(ahead)), outlook.Days.Select(day => day.Day));
        // Level 21.8 today; 0.2 a day times 0.85 + 0.85^2 + …
        Assert.Equal(21.8 + (0.2 * 0.85), outlook.Days[0].Mean, 9);
        Assert.Equal(21.8 + (0.2 * Enumerable.Range(1, 10).Sum(ahead => Math.Pow(0.85, ahead))), outlook.Days[9].Mean, 9);
        Assert.Equal(1.645 * 0.2 * Math.Sqrt(10), outlook.Days[9].High - outlook.Days[9].Mean, 9);
    }

    [Fact]
    public void With_earlier_years_the_present_deviation_fades_towards_them()
    {
        // Two earlier years of 20 and 22 degrees: the climatology is 21; this year is 3 warmer.
        var figures = new[] { (2024, 20.0), (2025, 22.0) }.SelectMany(year => Figures.From(new DateOnly(year.Item1, 6, 1), Enumerable.Repeat(year.Item2, 90)))
            .Concat(Figures.From(Today.AddDays(-29), Enumerable.Repeat(24.0, 30)));

        var outlook = Outlook.Of(figures, Today);

        Assert.Equal(OutlookMethods.Climatology, outlook.Method);
        Assert.Equal(21 + (3 * 0.9), outlook.Days[0].Mean, 9);
        Assert.Equal(21 + (3 * Math.Pow(0.9, 10)), outlook.Days[9].Mean, 9);
        // 42 values, half of them one above and half one below the mean.
        var deviation = Math.Sqrt(42.0 / 41);
        Assert.Equal(1.645 * deviation * Math.Sqrt(1 - Math.Pow(0.81, 10)), outlook.Days[9].Mean - outlook.Days[9].Low, 9);
        Assert.Contains("not a forecast", outlook.Words.En, StringComparison.Ordinal);
    }

    [Fact]
    public void The_turn_of_the_year_is_no_border()
    {
        var newYear = new DateOnly(2026, 12, 30);
        var figures = Figures.From(new DateOnly(2024, 12, 1), Enumerable.Repeat(10.0, 70)).Concat(Figures.From(newYear.AddDays(-19), Enumerable.Repeat(10.0, 20)));

        var outlook = Outlook.Of(figures, newYear);

        Assert.Equal((OutlookMethods.Climatology, 10.0), (outlook.Method, outlook.Days[^1].Mean));
    }
}
