using System.Globalization;
using MiyagiSensing.Domain.Bridges;
using Xunit;

namespace MiyagiSensing.Unit.Domain.Bridges;

public sealed class InspectionDutyTests
{
    [Theory]
    [InlineData("2023-03-31", 2018)]
    [InlineData("2023-04-01", 2023)]
    [InlineData("2028-03-31", 2023)]
    [InlineData("2028-04-01", 2028)]
    [InlineData("2012-05-01", 2008)]
    public void A_day_falls_into_a_cycle_of_five_fiscal_years(string day, int first)
    {
        var cycle = InspectionCycle.Of(Day(day));

        Assert.Equal(first, cycle.FirstFiscalYear);
        Assert.True(cycle.Contains(Day(day)));
    }

    [Theory]
    [InlineData("", "2026-11-21", "due", "2028-03-31")]
    [InlineData("2024-06-01", "2026-11-21", "inspected", "2029-06-01")]
    [InlineData("2024-06-01 2026-06-01", "2026-11-21", "inspected", "2031-06-01")]
    [InlineData("2022-06-01", "2026-11-21", "due", "2027-06-01")]
    [InlineData("2022-06-01", "2027-06-01", "due", "2027-06-01")]
    [InlineData("2022-06-01", "2027-06-02", "overdue", "2027-06-01")]
    [InlineData("2018-06-01", "2026-11-21", "overdue", "2023-06-01")]
    [InlineData("2027-01-01", "2026-11-21", "due", "2028-03-31")]
    // The cycle rolls over: what was done in the last one is done no more.
    [InlineData("2024-06-01", "2028-04-01", "due", "2029-06-01")]
    [InlineData("2027-12-01", "2032-12-02", "overdue", "2032-12-01")]
    public void A_duty_is_done_once_in_a_cycle_and_due_after_five_years_at_the_latest(string inspections, string today, string state, string due)
    {
        var days = inspections.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Day);

        var duty = InspectionDuty.Of(days, Day(today));

        Assert.Equal((state, Day(due)), (duty.State, duty.Due));
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
