using MiyagiSensing.Domain.Alerts;
using Xunit;

namespace MiyagiSensing.Unit.Domain.Alerts;

public sealed class ThresholdDecisionTests
{
    private static readonly double[] Kitakami = [9.45, 9.65];

    [Theory]
    [InlineData(-1, 9.44, -1)]
    [InlineData(-1, 9.45, 0)]
    [InlineData(-1, 9.65, 1)]
    [InlineData(0, 9.45, 0)]
    [InlineData(0, 9.41, 0)]
    [InlineData(0, 9.40, -1)]
    [InlineData(1, 9.61, 1)]
    [InlineData(1, 9.60, 0)]
    [InlineData(1, 9.00, -1)]
    [InlineData(1, double.NaN, 1)]
    [InlineData(-1, double.NaN, -1)]
    public void A_level_is_reached_at_its_limit_and_left_by_the_hysteresis(int current, double value, int expected) =>
        Assert.Equal(expected, ThresholdDecision.Decide(Kitakami, above: true, hysteresis: 0.05, current, value));

    [Theory]
    [InlineData(-1, 20.1, -1)]
    [InlineData(-1, 20.0, 0)]
    [InlineData(-1, 9.0, 1)]
    [InlineData(1, 10.4, 1)]
    [InlineData(1, 10.5, 0)]
    [InlineData(0, 20.5, -1)]
    public void Below_works_the_other_way_round(int current, double value, int expected) =>
        Assert.Equal(expected, ThresholdDecision.Decide([20, 10], above: false, hysteresis: 0.5, current, value));

    [Fact]
    public void A_level_that_the_station_does_not_have_is_skipped() =>
        Assert.Equal(1, ThresholdDecision.Decide([double.NaN, 9.65], above: true, hysteresis: 0.05, ThresholdDecision.None, 9.7));

    [Fact]
    public void Noise_around_a_limit_raises_once_and_clears_once()
    {
        var random = new Random(7);
        var level = ThresholdDecision.None;
        var changes = 0;
        foreach (var value in Enumerable.Range(0, 1_000).Select(_ => 9.45 + ((random.NextDouble() - 0.5) * 0.08)).Append(9.3))
        {
            var next = ThresholdDecision.Decide([9.45], above: true, hysteresis: 0.05, level, value);
            changes += next == level ? 0 : 1;
            level = next;
        }

        Assert.Equal(2, changes);
    }
}
