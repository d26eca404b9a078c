using MiyagiSensing.Domain.Rivers;
using Xunit;

namespace MiyagiSensing.Unit.Domain.Rivers;

public sealed class RiseLagTests
{
    private static readonly int[] Crests = [30, 80, 150];

    [Theory]
    [InlineData(60, 3)]
    [InlineData(10, 18)]
    [InlineData(60, 0)]
    public void A_wave_that_comes_down_the_river_is_found_at_its_lag(int minutes, int steps)
    {
        var upstream = Wave(minutes, 0, 0.01);
        var downstream = Wave(minutes, steps, 0.02);

        var lag = RiseLag.Of(upstream, downstream);

        Assert.Equal(TimeSpan.FromMinutes(minutes * steps), lag.Lag);
        Assert.Equal(TimeSpan.FromMinutes(minutes), lag.Step);
        Assert.True(lag.Correlation > 0.9);
    }

    [Fact]
    public void Gaps_in_both_records_do_not_move_it()
    {
        var random = new Random(3);
        List<LevelReading> upstream = [.. Wave(60, 0, 0.01).Where(_ => random.NextDouble() > 0.3)], downstream = [.. Wave(60, 4, 0.02).Where(_ => random.NextDouble() > 0.3)];

        Assert.Equal(TimeSpan.FromHours(4), RiseLag.Of(upstream, downstream).Lag);
    }

    [Fact]
    public void Too_few_common_rises_tell_nothing()
    {
        var lag = RiseLag.Of([.. Wave(60, 0, 0).Take(12)], [.. Wave(60, 0, 0).Take(12)]);

        Assert.Equal((null, null, 11), (lag.Lag, lag.Correlation, lag.Common));
    }

    [Fact]
    public void Rivers_that_have_nothing_to_do_with_each_other_have_no_lag()
    {
        var lag = RiseLag.Of(Noise(1), Noise(2));

        Assert.Null(lag.Lag);
        Assert.True(lag.Correlation < RiseLag.LeastCorrelation);
    }

    [Fact]
    public void A_best_agreement_at_the_longest_lag_is_no_answer() => Assert.Null(RiseLag.Of(Wave(60, 0, 0), Wave(60, 13, 0)).Lag);

    /// <summary>Three freshets within eight days, as the gauge sees them so many steps later, with a little noise.</summary>
    private static List<LevelReading> Wave(int minutes, int later, double noise)
    {
        var random = new Random(later + 7);
        return
        [
            .. Enumerable.Range(0, 8 * 1440 / minutes).Select(i => new LevelReading(
                Levels.Now.AddMinutes(i * minutes),
                Crests.Sum(crest => 2 * Math.Exp(-Math.Pow(((i - later) * minutes / 60.0 - crest) / 5, 2))) + (noise * (random.NextDouble() - 0.5)))),
        ];
    }

    private static List<LevelReading> Noise(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, 200).Select(i => new LevelReading(Levels.Now.AddHours(i), random.NextDouble()))];
    }
}
