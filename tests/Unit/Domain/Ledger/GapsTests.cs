using MiyagiSensing.Domain.Ledger;
using Xunit;

namespace MiyagiSensing.Unit.Domain.Ledger;

public sealed class GapsTests
{
    private static readonly DateTimeOffset Day = new(2026, 11, 20, 15, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan TenMinutes = TimeSpan.FromMinutes(10);

    [Fact]
    public void A_complete_day_has_none() => Assert.Empty(Find(Enumerable.Range(0, 144).Select(i => i * 10)));

    [Fact]
    public void A_reading_that_comes_half_an_interval_late_is_no_gap_and_one_that_comes_later_is()
    {
        Assert.Empty(Find([0, 15], to: 25));
        Assert.Equal([Of(0, 16, 1)], Find([0, 16], to: 26));
    }

    [Fact]
    public void What_is_missing_is_counted() => Assert.Equal([Of(10, 50, 3)], Find([0, 10, 50, 60], to: 70));

    [Fact]
    public void A_silent_day_is_one_gap() => Assert.Equal([Of(0, 1440, 144)], Find([]));

    [Fact]
    public void Gaps_over_midnight_are_told_on_both_sides()
    {
        Assert.Equal([Of(1410, 1440, 2)], Find(Enumerable.Range(0, 142).Select(i => i * 10)));
        Assert.Equal([Of(0, 20, 2)], Find([20, 30], to: 40));
        Assert.Empty(Find([-5, 5, 15], to: 25));
    }

    [Fact]
    public void Nothing_is_expected_before_a_series_begins()
    {
        Assert.Equal([Of(300, 330, 2)], Find([300, 330], to: 340, begins: true));
        Assert.Empty(Find([], begins: true));
    }

    private static IReadOnlyList<Gap> Find(IEnumerable<int> minutes, int to = 1440, bool begins = false) =>
        Gaps.Find(minutes.Select(minute => Day.AddMinutes(minute)), Day, Day.AddMinutes(to), TenMinutes, begins);

    private static Gap Of(int from, int to, int missing) => new(Day.AddMinutes(from), Day.AddMinutes(to), missing);
}
