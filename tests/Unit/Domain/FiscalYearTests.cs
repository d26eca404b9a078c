using MiyagiSensing.Domain;
using Xunit;

namespace MiyagiSensing.Unit.Domain;

public sealed class FiscalYearTests
{
    [Theory]
    [InlineData(2027, "令和9年度", "R9", "FY2027")]
    [InlineData(2023, "令和5年度", "R5", "FY2023")]
    [InlineData(2020, "令和2年度", "R2", "FY2020")]
    [InlineData(2019, "令和元年度", "R1", "FY2019")]
    [InlineData(2018, "平成30年度", "H30", "FY2018")]
    [InlineData(1989, "平成元年度", "H1", "FY1989")]
    [InlineData(1988, "昭和63年度", "S63", "FY1988")]
    [InlineData(1927, "昭和2年度", "S2", "FY1927")]
    public void A_year_has_its_names_and_is_found_by_them(int year, string japanese, string shortName, string english)
    {
        var fiscal = new FiscalYear(year);

        Assert.Equal((japanese, shortName, english), (fiscal.JapaneseName, fiscal.ShortName, fiscal.ToString()));
        foreach (var name in new[] { japanese, japanese[..^2], shortName, english, english[2..] })
        {
            Assert.True(FiscalYear.TryParse(name, out var parsed), name);
            Assert.Equal(fiscal, parsed);
        }
    }

    [Theory]
    [InlineData("平成31年度", 2019)]
    [InlineData("H31", 2019)]
    [InlineData("平成元年度", 1989)]
    [InlineData("昭和64年度", 1989)]
    [InlineData("S64", 1989)]
    [InlineData("令和1年度", 2019)]
    public void The_year_in_which_an_era_changed_has_both_names(string text, int year)
    {
        Assert.True(FiscalYear.TryParse(text, out var parsed));
        Assert.Equal(year, parsed.Year);
    }

    [Theory]
    [InlineData("H32")]
    [InlineData("平成32年度")]
    [InlineData("S65")]
    [InlineData("S1")]
    [InlineData("R0")]
    [InlineData("R-5")]
    [InlineData("R")]
    [InlineData("令和")]
    [InlineData("元年度")]
    [InlineData("大正15年度")]
    [InlineData("FY1926")]
    [InlineData("FY2201")]
    [InlineData("R4294967301")]
    [InlineData("r5")]
    [InlineData(" 2023")]
    [InlineData("")]
    [InlineData(null)]
    public void What_is_no_year_is_refused(string? text) => Assert.False(FiscalYear.TryParse(text, out _));

    [Theory]
    [InlineData("2019-03-31", "平成30年度")]
    [InlineData("2019-04-01", "令和元年度")]
    [InlineData("2019-04-30", "令和元年度")]
    [InlineData("2019-05-01", "令和元年度")]
    [InlineData("2020-03-31", "令和元年度")]
    [InlineData("2020-04-01", "令和2年度")]
    [InlineData("1989-01-07", "昭和63年度")]
    [InlineData("1989-03-31", "昭和63年度")]
    [InlineData("1989-04-01", "平成元年度")]
    public void A_day_belongs_to_the_year_by_whole_years_however_the_era_changed(string day, string name) =>
        Assert.Equal(name, FiscalYear.Of(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)).JapaneseName);

    [Fact]
    public void It_begins_and_ends_at_midnight_in_Japan()
    {
        var year = new FiscalYear(2023);

        Assert.Equal(new DateTimeOffset(2023, 3, 31, 15, 0, 0, TimeSpan.Zero), year.Start);
        Assert.Equal(new DateTimeOffset(2024, 3, 31, 15, 0, 0, TimeSpan.Zero), year.End);
        Assert.Equal((new DateOnly(2023, 4, 1), new DateOnly(2024, 3, 31)), (year.FirstDay, year.LastDay));
        Assert.Equal(year, FiscalYear.Of(year.Start));
        Assert.Equal(year, FiscalYear.Of(year.End.AddTicks(-1)));
        Assert.Equal(year.Next, FiscalYear.Of(year.End));
        Assert.Equal(new FiscalYear(2022), FiscalYear.Of(year.Start.AddTicks(-1)));
    }

    [Fact]
    public void Years_are_ordered()
    {
        Assert.True(new FiscalYear(2022) < new FiscalYear(2023));
        Assert.True(new FiscalYear(2023) >= new FiscalYear(2023));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FiscalYear(1926));
        Assert.Throws<InvalidOperationException>(() => default(FiscalYear).JapaneseName);
    }
}
