using MiyagiSensing.Simulators.Physics;
using MiyagiSensing.Simulators.Run;
using Xunit;

namespace MiyagiSensing.Unit.Simulators.Physics;

public sealed class BuoyModelTests
{
    private const int Buoys = 12;
    private const int Steps = (int)(FieldScripts.StoryHours * 6);

    private static readonly DateTimeOffset Summer = new(2026, 8, 2, 5, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_same_seed_gives_the_same_water() => Assert.Equal(Temperatures(3, 1), Temperatures(3, 1));

    [Theory]
    [InlineData(28)]
    [InlineData(30)]
    public void The_surface_of_some_buoys_passes_the_limits_of_oysters(double limit) =>
        Assert.Contains(Enumerable.Range(0, Buoys), seed => Temperatures(seed, 1).Max() >= limit);

    [Theory]
    [InlineData(28)]
    [InlineData(30)]
    public void What_was_passed_is_left_again_by_more_than_the_hysteresis(double limit) => Assert.All(
        Enumerable.Range(0, Buoys), seed => Assert.True(Temperatures(seed, 1)[^1] < limit - 0.5));

    [Fact]
    public void The_surface_warms_more_than_the_deep() =>
        Assert.All(Enumerable.Range(0, Buoys), seed => Assert.True(Temperatures(seed, 1).Max() > Temperatures(seed, 10).Max()));

    [Fact]
    public void A_freshet_thins_the_upper_water_and_leaves_the_deep()
    {
        Assert.All(Enumerable.Range(0, Buoys), seed => Assert.True(Salinities(seed, 1).Max() - Salinities(seed, 1).Min() > 5));
        Assert.All(Enumerable.Range(0, Buoys), seed => Assert.True(Salinities(seed, 10).Max() - Salinities(seed, 10).Min() < 1.5));
    }

    [Fact]
    public void Warm_water_holds_less_oxygen()
    {
        var model = new BuoyModel(3);

        Assert.True(model.Oxygen(30, 1) < model.Oxygen(15, 1));
    }

    private static double[] Temperatures(int seed, double depth)
    {
        var model = new BuoyModel(seed);
        return [.. Enumerable.Range(0, Steps).Select(step => model.Temperature(At(step), step / 6.0, depth, step))];
    }

    private static double[] Salinities(int seed, double depth)
    {
        var model = new BuoyModel(seed);
        return [.. Enumerable.Range(0, Steps).Select(step => model.Salinity(At(step), step / 6.0, depth, step))];
    }

    private static DateTimeOffset At(int step) => Summer + TimeSpan.FromMinutes(10 * step);
}
