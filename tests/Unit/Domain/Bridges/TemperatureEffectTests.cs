using MiyagiSensing.Domain.Bridges;
using Xunit;

namespace MiyagiSensing.Unit.Domain.Bridges;

public sealed class TemperatureEffectTests
{
    private static readonly DateTimeOffset First = new(2026, 3, 31, 15, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Neither_a_step_nor_a_drift_with_the_season_is_taken_for_warmth()
    {
        var random = new Random(6);
        // Spring and summer: it warms up while the bridge drifts, and a support settles on the warmest day.
        var days = Enumerable.Range(0, 180).Select(i =>
        {
            var celsius = 5 + (0.12 * i) + (6 * (random.NextDouble() - 0.5));
            return (At: First.AddDays(i), Value: (0.8 * celsius) + (0.2 * i) + (i > 150 ? 40 : 0) + (0.2 * random.NextDouble()), celsius);
        }).ToList();

        var effect = TemperatureEffect.Of(days, out _);

        Assert.NotNull(effect);
        Assert.InRange(effect.PerDegree, 0.75, 0.85);
        Assert.InRange(effect.Explained, 0.5, 1);
        Assert.Equal(179, effect.Pairs);
        Assert.InRange(effect.Compensate(days[170].Value, days[170].celsius) - effect.Compensate(days[10].Value, days[10].celsius), 32 + 40 - 1.5, 32 + 40 + 1.5);
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(60, 5)]
    public void A_cycle_of_warmth_and_cold_leaves_nothing_behind(int minutes, int days)
    {
        var (effect, trend) = Judge(minutes, days, _ => 0);

        Assert.InRange(effect.PerDegree, -0.85, -0.75);
        Assert.Equal(StructuralTrend.Steady, trend.Verdict);
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(60, 5)]
    public void A_step_while_it_warms_up_stays_where_and_as_great_as_it_is(int minutes, int days)
    {
        // Ten in the morning in Japan of the second day: the air warms up fastest.
        var settled = First.AddHours(34);

        var (effect, trend) = Judge(minutes, days, at => at < settled ? 0 : -8);

        Assert.InRange(effect.PerDegree, -0.85, -0.75);
        var step = Assert.Single(trend.Steps);
        Assert.Equal(settled, step.At);
        Assert.InRange(step.Size, -9, -7);
    }

    [Fact]
    public void A_slow_drift_is_not_taken_for_warmth()
    {
        var (effect, trend) = Judge(60, 20, at => -0.5 * (at - First).TotalDays);

        Assert.InRange(effect.PerDegree, -0.85, -0.75);
        Assert.Equal(StructuralTrend.Drifting, trend.Verdict);
        Assert.InRange(trend.Line!.SlopePerYear / 365.25, -0.55, -0.45);
    }

    [Fact]
    public void What_happened_between_two_measurements_counts_for_nothing()
    {
        // Four times a day two hours of measurements: the support settles in each pause, while it warms up, and the air cools down at night.
        var random = new Random(8);
        var values = Enumerable.Range(0, 4 * 24 * 6).Select(i => First.AddMinutes(10 * i)).Where(at => at.Hour % 6 < 2)
            .Select(at => (at, Value: 200 - (30 * Math.Floor((at - First).TotalHours / 6)) + random.NextDouble(), Celsius(at))).ToList();

        var effect = TemperatureEffect.Of(values, out var because);

        Assert.True(effect is null && because!.Contains("without a gap", StringComparison.Ordinal));
    }

    [Fact]
    public void A_day_on_which_it_only_gets_warmer_says_nothing()
    {
        Assert.Null(TemperatureEffect.Of([.. Enumerable.Range(0, 600).Select(i => (First.AddMinutes(i), -0.04 * i, 0.02 * i))], out var because));
        Assert.Contains("cooled down by less than 5 °C", because, StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_care_for_warmth_stays_as_it_is()
    {
        var random = new Random(7);

        var effect = TemperatureEffect.Of([.. Enumerable.Range(0, 300).Select(i => (First.AddDays(i), random.NextDouble(), 20 * random.NextDouble()))], out _)!;

        Assert.InRange(effect.PerDegree, -0.01, 0.01);
        Assert.InRange(effect.Explained, 0, 0.05);
    }

    [Fact]
    public void Few_days_and_an_even_temperature_say_nothing()
    {
        Assert.Null(TemperatureEffect.Of([.. Enumerable.Range(0, TemperatureEffect.LeastPairs).Select(i => (First.AddDays(i), (double)i, (double)i))], out var because));
        Assert.Contains("29 times; 30 are needed", because, StringComparison.Ordinal);
        Assert.Null(TemperatureEffect.Of([.. Enumerable.Range(0, 100).Select(i => (First.AddDays(i), (double)i, 4.0 * (i % 2)))], out because));
        Assert.Contains("warmed up and cooled down by less than 5 °C", because, StringComparison.Ordinal);
        Assert.Null(TemperatureEffect.Of([], out _));
    }

    /// <summary>A force that falls by 0.8 kN for each degree, in traffic: the effect found, and the trend of what it leaves.</summary>
    private static (TemperatureEffect Effect, StructuralTrend Trend) Judge(int minutes, int days, Func<DateTimeOffset, double> truth)
    {
        var values = Values(minutes, days, truth);
        var effect = TemperatureEffect.Of(values, out var because);
        Assert.True(effect is not null, because);
        return (effect, Trend([.. values.Select(value => (value.At, effect.Compensate(value.Value, value.Celsius), value.Celsius))]));
    }

    private static StructuralTrend Trend(List<(DateTimeOffset At, double Value, double Celsius)> values) =>
        Assert.Single(StructuralTrend.Of([.. values.Select(value => new TrendPoint(value.At, value.Value))], [], 0.01));

    private static List<(DateTimeOffset At, double Value, double Celsius)> Values(int minutes, int days, Func<DateTimeOffset, double> truth)
    {
        var random = new Random(9);
        return
        [
            .. Enumerable.Range(0, days * 24 * 60 / minutes).Select(i => First.AddMinutes(i * minutes))
                .Select(at => (at, 200 - (0.8 * Celsius(at)) + truth(at) + random.NextDouble() + random.NextDouble() - 1, Celsius(at))),
        ];
    }

    /// <summary>From 6 °C at four in the morning in Japan to 18 °C at four in the afternoon, as a thermometer shows it.</summary>
    private static double Celsius(DateTimeOffset at) => Math.Round(12 - (6 * Math.Cos((at - First.AddHours(4)).TotalDays * 2 * Math.PI)), 1);
}
