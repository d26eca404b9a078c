using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Unit.Domain.Rivers;
using Xunit;

namespace MiyagiSensing.Unit.Domain.Catalog;

public sealed class StationThresholdsTests
{
    private static readonly DateTimeOffset Day = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, 9.0)]
    [InlineData(10, 9.1)]
    [InlineData(20, 9.45)]
    [InlineData(30, 9.5)]
    [InlineData(40, null)]
    public void Each_instant_has_the_limit_of_its_time(int days, double? danger)
    {
        var station = Levels.Kitakami with { EarlierThresholds = [Earlier(9.1, 20), Earlier(9.0, 10)] };
        List<ThresholdChanged> changes = [Change(null, 40), Change(9.5, 30)];

        var limits = StationThresholds.At(station, changes, Day.AddDays(days)).Thresholds["stage"];

        Assert.Equal(danger, limits.TryGetValue("danger", out var value) ? value : null);
        Assert.Equal(9.65, limits["flooding"]);
    }

    [Fact]
    public void Of_two_changes_from_one_instant_the_one_recorded_later_holds() =>
        Assert.Equal(9.6, StationThresholds.At(Levels.Kitakami, [Change(9.5, 3), Change(9.6, 3)], Day.AddDays(3)).Thresholds["stage"]["danger"]);

    [Fact]
    public void A_limit_may_come_new() =>
        Assert.Equal(1.5, StationThresholds.At(Levels.Kitakami, [new ThresholdChanged("s", "battery", "low", Day, "source", "reason", 1.5)], Day).Thresholds["battery"]["low"]);

    private static EarlierThreshold Earlier(double value, int until) => new("stage", "danger", value, Day.AddDays(until), "test");

    private static ThresholdChanged Change(double? value, int from) => new("s", "stage", "danger", Day.AddDays(from), "source", "reason", value);
}
