using MiyagiSensing.Domain.Bridges;
using Xunit;

namespace MiyagiSensing.Unit.Domain.Bridges;

public sealed class TemperatureEffectTests
{
    [Fact]
    public void Neither_a_step_nor_a_drift_with_the_season_is_taken_for_warmth()
    {
        var random = new Random(6);
        // Spring and summer: it warms up while the bridge drifts, and a support settles on the warmest day.
        var days = Enumerable.Range(0, 180).Select(i =>
        {
            var celsius = 5 + (0.12 * i) + (6 * (random.NextDouble() - 0.5));
            return (Value: (0.8 * celsius) + (0.2 * i) + (i > 150 ? 40 : 0) + (0.2 * random.NextDouble()), celsius);
        }).ToList();

        var effect = TemperatureEffect.Of(days);

        Assert.NotNull(effect);
        Assert.InRange(effect.PerDegree, 0.75, 0.85);
        Assert.InRange(effect.Explained, 0.5, 1);
        Assert.Equal(179, effect.Pairs);
        Assert.InRange(effect.Compensate(days[170].Value, days[170].celsius) - effect.Compensate(days[10].Value, days[10].celsius), 32 + 40 - 1.5, 32 + 40 + 1.5);
    }

    [Fact]
    public void What_does_not_care_for_warmth_stays_as_it_is()
    {
        var random = new Random(7);

        var effect = TemperatureEffect.Of([.. Enumerable.Range(0, 300).Select(_ => (random.NextDouble(), 20 * random.NextDouble()))])!;

        Assert.InRange(effect.PerDegree, -0.01, 0.01);
        Assert.InRange(effect.Explained, 0, 0.05);
    }

    [Fact]
    public void Few_days_and_an_even_temperature_say_nothing()
    {
        Assert.Null(TemperatureEffect.Of([.. Enumerable.Range(0, TemperatureEffect.LeastPairs).Select(i => ((double)i, (double)i))]));
        Assert.Null(TemperatureEffect.Of([.. Enumerable.Range(0, 100).Select(i => ((double)i, 4.0 * (i % 2)))]));
        Assert.Null(TemperatureEffect.Of([]));
    }
}
