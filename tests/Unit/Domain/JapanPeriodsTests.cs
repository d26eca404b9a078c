using System.Globalization;
using MiyagiSensing.Domain;
using Xunit;

namespace MiyagiSensing.Unit.Domain;

public sealed class JapanPeriodsTests
{
    [Theory]
    [InlineData(JapanPeriod.Hour, "2026-02-21T08:59:59.999+09:00", "2026-02-21T08:00:00+09:00", "2026-02-21T09:00:00+09:00", "2026-02-21 08:00")]
    [InlineData(JapanPeriod.Day, "2026-02-21T00:00:00+09:00", "2026-02-21T00:00:00+09:00", "2026-02-22T00:00:00+09:00", "2026-02-21")]
    [InlineData(JapanPeriod.Day, "2026-02-20T23:59:59.999+09:00", "2026-02-20T00:00:00+09:00", "2026-02-21T00:00:00+09:00", "2026-02-20")]
    [InlineData(JapanPeriod.TenDays, "2026-02-10T23:59:00+09:00", "2026-02-01T00:00:00+09:00", "2026-02-11T00:00:00+09:00", "2026-02 (1-10)")]
    [InlineData(JapanPeriod.TenDays, "2026-02-11T00:00:00+09:00", "2026-02-11T00:00:00+09:00", "2026-02-21T00:00:00+09:00", "2026-02 (11-20)")]
    [InlineData(JapanPeriod.TenDays, "2026-02-28T12:00:00+09:00", "2026-02-21T00:00:00+09:00", "2026-03-01T00:00:00+09:00", "2026-02 (21-end)")]
    [InlineData(JapanPeriod.TenDays, "2024-02-29T12:00:00+09:00", "2024-02-21T00:00:00+09:00", "2024-03-01T00:00:00+09:00", "2024-02 (21-end)")]
    [InlineData(JapanPeriod.TenDays, "2026-12-31T12:00:00+09:00", "2026-12-21T00:00:00+09:00", "2027-01-01T00:00:00+09:00", "2026-12 (21-end)")]
    [InlineData(JapanPeriod.Month, "2026-02-28T15:00:00Z", "2026-03-01T00:00:00+09:00", "2026-04-01T00:00:00+09:00", "2026-03")]
    [InlineData(JapanPeriod.FiscalYear, "2026-03-31T14:59:59Z", "2025-04-01T00:00:00+09:00", "2026-04-01T00:00:00+09:00", "FY2025")]
    [InlineData(JapanPeriod.FiscalYear, "2026-03-31T15:00:00Z", "2026-04-01T00:00:00+09:00", "2027-04-01T00:00:00+09:00", "FY2026")]
    public void Periods_begin_and_end_by_the_clock_of_Japan(JapanPeriod period, string instant, string start, string end, string name)
    {
        var at = DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);

        Assert.Equal(DateTimeOffset.Parse(start, CultureInfo.InvariantCulture), JapanPeriods.StartOf(period, at));
        Assert.Equal(DateTimeOffset.Parse(end, CultureInfo.InvariantCulture), JapanPeriods.EndOf(period, at));
        Assert.Equal(name, JapanPeriods.NameOf(period, at).En);
    }

    [Fact]
    public void People_in_Japan_read_their_own_names()
    {
        var at = new DateTimeOffset(2026, 11, 21, 6, 30, 0, TimeSpan.FromHours(9));

        Assert.Equal(
            ["2026年11月21日6時", "2026年11月21日", "2026年11月下旬", "2026年11月", "令和8年度"],
            Enum.GetValues<JapanPeriod>().Select(period => JapanPeriods.NameOf(period, at).Ja));
        Assert.Equal(
            ["2026-11-21T06:00:00+09:00", "2026-11-21", "2026-11-21", "2026-11", "FY2026"],
            Enum.GetValues<JapanPeriod>().Select(period => JapanPeriods.CodeOf(period, at)));
    }

    [Theory]
    [InlineData(JapanPeriod.Hour, "2026-04-01T08:00:00+09:00")]
    [InlineData(JapanPeriod.TenDays, "2026-04-01")]
    [InlineData(JapanPeriod.FiscalYear, "FY2026")]
    public void Programs_read_the_first_day_by_the_clock_of_Japan(JapanPeriod period, string code)
    {
        Assert.Equal(code, JapanPeriods.CodeOf(period, new DateTimeOffset(2026, 3, 31, 23, 59, 59, TimeSpan.Zero)));
    }
}
