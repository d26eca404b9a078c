using MiyagiSensing.Domain.Bridges;
using Xunit;

namespace MiyagiSensing.Unit.Domain.Bridges;

public sealed class NaturalFrequencyTests
{
    private static readonly TimeSpan Hundredth = TimeSpan.FromMilliseconds(10);

    [Theory]
    [InlineData(2.37, 6000)]
    [InlineData(4.9, 6000)]
    [InlineData(11.03, 12000)]
    [InlineData(3.3, 600)]
    public void The_swing_of_a_structure_is_found_in_noise(double hertz, int samples)
    {
        var random = new Random(7);
        var burst = Enumerable.Range(0, samples).Select(i => 0.001 + (0.002 * Math.Sin(2 * Math.PI * hertz * i / 100)) + (0.001 * (random.NextDouble() - 0.5))).ToArray();

        var found = NaturalFrequency.Of(burst, Hundredth);

        Assert.NotNull(found);
        Assert.InRange(found.Hertz, hertz - 0.05, hertz + 0.05);
    }

    [Fact]
    public void A_decaying_swing_after_a_passing_load_is_found()
    {
        var random = new Random(11);
        var burst = Enumerable.Range(0, 4096).Select(i => (Math.Exp(-i / 600.0) * Math.Sin(2 * Math.PI * 5.25 * i / 100)) + (0.05 * (random.NextDouble() - 0.5))).ToArray();

        Assert.InRange(NaturalFrequency.Of(burst, Hundredth)!.Hertz, 5.15, 5.35);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(511)]
    public void A_short_burst_says_nothing(int samples) => Assert.Null(NaturalFrequency.Of(new double[samples], Hundredth));

    [Fact]
    public void Silence_and_noise_have_no_frequency()
    {
        var random = new Random(3);

        Assert.Null(NaturalFrequency.Of(new double[6000], Hundredth));
        Assert.Null(NaturalFrequency.Of(Enumerable.Range(0, 6000).Select(_ => random.NextDouble() - 0.5).ToArray(), Hundredth));
    }
}
