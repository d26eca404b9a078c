using MiyagiSensing.Domain.Bridges;
using Xunit;

namespace MiyagiSensing.Unit.Domain.Bridges;

public sealed class NaturalFrequencyTests
{
    private static readonly TimeSpan Hundredth = TimeSpan.FromMilliseconds(10);

    [Theory]
    [InlineData(2.37, 6000, 10, 0.01)]
    [InlineData(4.9, 6000, 10, 0.01)]
    [InlineData(11.03, 12000, 10, 0.01)]
    [InlineData(3.2, 1024, 40, 0.01)]
    [InlineData(3.33, 2048, 20, 0.01)]
    public void The_swing_of_a_structure_is_found_in_noise(double hertz, int samples, int milliseconds, double within)
    {
        var random = new Random(7);
        var burst = Enumerable.Range(0, samples).Select(i => 0.001 + (0.002 * Math.Sin(2 * Math.PI * hertz * i * milliseconds / 1000)) + (0.001 * (random.NextDouble() - 0.5))).ToArray();

        var found = NaturalFrequency.Of(burst, TimeSpan.FromMilliseconds(milliseconds), out var refusal);

        Assert.Equal(FrequencyRefusal.None, refusal);
        Assert.InRange(found!.Hertz, hertz - within, hertz + within);
    }

    [Fact]
    public void A_decaying_swing_after_a_passing_load_is_found()
    {
        var random = new Random(11);
        var burst = Enumerable.Range(0, 4096).Select(i => (Math.Exp(-i / 1000.0) * Math.Sin(2 * Math.PI * 5.25 * i / 100)) + (0.05 * (random.NextDouble() - 0.5))).ToArray();

        Assert.InRange(NaturalFrequency.Of(burst, Hundredth, out _)!.Hertz, 5.2, 5.3);
    }

    [Fact]
    public void Of_two_swings_the_stronger_one_counts()
    {
        var random = new Random(12);
        var burst = Enumerable.Range(0, 6000).Select(i => Math.Sin(2 * Math.PI * 3.1 * i / 100) + (2 * Math.Sin(2 * Math.PI * 7.7 * i / 100)) + (0.2 * random.NextDouble())).ToArray();

        Assert.InRange(NaturalFrequency.Of(burst, Hundredth, out _)!.Hertz, 7.69, 7.71);
    }

    [Fact]
    public void What_passes_is_no_swing_of_the_structure()
    {
        // An engine at 12.7 Hz in the first half, at 13.6 Hz in the second; the structure's own 5.8 Hz is weaker.
        var random = new Random(13);
        var engine = Enumerable.Range(0, 6000).Select(i => Math.Sin(2 * Math.PI * (i < 3000 ? 12.7 : 13.6) * i / 100) + (0.1 * (random.NextDouble() - 0.5))).ToArray();
        var both = engine.Select((value, i) => value + (0.3 * Math.Sin(2 * Math.PI * 5.8 * i / 100))).ToArray();

        Assert.Null(NaturalFrequency.Of(engine, Hundredth, out var refusal));
        Assert.Equal(FrequencyRefusal.Unsteady, refusal);
        Assert.InRange(NaturalFrequency.Of(both, Hundredth, out _)!.Hertz, 5.79, 5.81);
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(1023, 100)]
    [InlineData(3999, 10)]
    public void A_short_burst_says_nothing(int samples, int milliseconds)
    {
        Assert.Null(NaturalFrequency.Of(new double[samples], TimeSpan.FromMilliseconds(milliseconds), out var refusal));
        Assert.Equal(FrequencyRefusal.TooShort, refusal);
    }

    [Fact]
    public void Silence_has_no_frequency()
    {
        Assert.Null(NaturalFrequency.Of(new double[6000], Hundredth, out var refusal));
        Assert.Equal(FrequencyRefusal.NoClearPeak, refusal);
    }

    [Theory]
    [InlineData(1024, 40)]
    [InlineData(6000, 10)]
    public void Noise_has_no_frequency_be_it_white_or_falling(int samples, int milliseconds)
    {
        var random = new Random(3);
        for (var burst = 0; burst < 300; burst++)
        {
            var (white, sum) = (new double[samples], 0.0);
            var falling = new double[samples];
            for (var i = 0; i < samples; i++)
            {
                white[i] = random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5;
                falling[i] = sum += white[i];
            }

            Assert.Null(NaturalFrequency.Of(white, TimeSpan.FromMilliseconds(milliseconds), out _));
            Assert.Null(NaturalFrequency.Of(falling, TimeSpan.FromMilliseconds(milliseconds), out _));
        }
    }
}
