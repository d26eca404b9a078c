using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Rivers;
using Xunit;

namespace MiyagiSensing.Unit.Domain.Rivers;

public sealed class ExceedancesTests
{
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(90);

    [Fact]
    public void A_freshet_exceeds_its_limits_one_after_the_other_and_comes_back()
    {
        var found = Of(Levels.At((-300, 9.1), (-240, 9.3), (-180, 9.5), (-120, 9.7), (-60, 9.5), (0, 9.3)));

        Assert.Equal(["reporting", "danger", "flooding"], found.Select(stretch => stretch.Limit));
        Assert.Equal([Exceedance.Open, Exceedance.FellBelow, Exceedance.FellBelow], found.Select(stretch => stretch.End));
        Assert.Equal([5, 3, 1], found.Select(stretch => stretch.Readings));
        Assert.All(found, stretch => Assert.Equal((9.7, Levels.Now.AddMinutes(-120)), (stretch.Peak, stretch.PeakAt)));
        Assert.Equal((Levels.Now.AddMinutes(-180), Levels.Now.AddMinutes(-60), Levels.Now), (found[1].From, found[1].Last, found[1].Back));
    }

    [Fact]
    public void Silence_ends_a_stretch_without_saying_that_the_level_fell()
    {
        var found = Of(Levels.At((-500, 9.3), (-440, 9.3), (-300, 9.3)));

        Assert.Equal([(2, Exceedance.FellSilent), (1, Exceedance.FellSilent)], found.Select(stretch => (stretch.Readings, stretch.End)));
        Assert.All(found, stretch => Assert.Null(stretch.Back));
    }

    [Fact]
    public void Each_reading_is_held_against_the_limits_of_its_time()
    {
        var station = Levels.Kitakami with { EarlierThresholds = [new EarlierThreshold("stage", "danger", 9.25, Levels.Now.AddMinutes(-30), "test")] };

        var found = Exceedances.Of(Levels.At((-60, 9.3), (0, 9.3)), at => GaugeLimits.Of(StationThresholds.At(station, [], at)), Silence, Levels.Now);

        Assert.Equal([("reporting", 2), ("danger", 1)], found.Select(stretch => (stretch.Limit, stretch.Readings)));
    }

    private static IReadOnlyList<Exceedance> Of(List<LevelReading> readings) => Exceedances.Of(readings, _ => GaugeLimits.Of(Levels.Kitakami), Silence, Levels.Now);
}
