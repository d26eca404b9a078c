using System.Numerics;
using MiyagiSensing.Domain.Bridges;
using Xunit;

namespace MiyagiSensing.Unit.Domain.Bridges;

public sealed class WelchSpectrumTests
{
    private static readonly TimeSpan Hundredth = TimeSpan.FromMilliseconds(10);

    [Fact]
    public void One_window_equals_the_transform_written_out()
    {
        var random = new Random(2);
        var samples = Enumerable.Range(0, 64).Select(i => (0.3 * i) + 5 + random.NextDouble()).ToArray();

        var spectrum = WelchSpectrum.Of(samples, Hundredth, 64);

        // By the definition: the line by least squares from its normal equations, the window, each bin as a sum of 64 terms.
        double n = 64, sumX = n * (n - 1) / 2, sumXx = (n - 1) * n * ((2 * n) - 1) / 6, sumY = samples.Sum(), sumXy = samples.Select((y, x) => x * y).Sum();
        var slope = ((n * sumXy) - (sumX * sumY)) / ((n * sumXx) - (sumX * sumX));
        var offset = (sumY - (slope * sumX)) / n;
        var window = Enumerable.Range(0, 64).Select(i => 0.5 - (0.5 * Math.Cos(2 * Math.PI * i / 64))).ToArray();
        for (var k = 0; k <= 32; k++)
        {
            var bin = samples.Select((y, i) => (y - offset - (slope * i)) * window[i] * Complex.Exp(new Complex(0, -2 * Math.PI * k * i / 64))).Aggregate(Complex.Zero, (sum, term) => sum + term);
            var density = bin.Magnitude * bin.Magnitude * 0.01 / window.Sum(weight => weight * weight) * (k is 0 or 32 ? 1 : 2);
            Assert.Equal(density, spectrum.Power[k], 1e-12 + (1e-9 * density));
        }

        Assert.Equal(100.0 / 64, spectrum.HertzPerBin, 12);
        Assert.Equal(1, spectrum.Windows);
    }

    [Fact]
    public void The_power_of_two_tones_is_half_the_square_of_their_amplitudes()
    {
        var samples = Enumerable.Range(0, 12_000).Select(i => (3 * Math.Sin(2 * Math.PI * 4.1 * i / 100)) + Math.Sin(2 * Math.PI * 17.3 * i / 100)).ToArray();

        var spectrum = WelchSpectrum.Of(samples, Hundredth, 1024);

        Assert.Equal(22, spectrum.Windows);
        Assert.InRange(Between(spectrum, 3.5, 4.7), 4.5 * 0.99, 4.5 * 1.01);
        Assert.InRange(Between(spectrum, 16.7, 17.9), 0.5 * 0.99, 0.5 * 1.01);
        // A Hann window leaks less than a thousand-millionth to where there is nothing.
        Assert.True(Between(spectrum, 30, 50) < 1e-8);
    }

    [Fact]
    public void The_power_of_noise_adds_up_to_its_variance()
    {
        var random = new Random(4);
        var samples = Enumerable.Range(0, 60_000).Select(_ => random.NextDouble() - 0.5).ToArray();

        var spectrum = WelchSpectrum.Of(samples, Hundredth, 512);

        Assert.InRange(Between(spectrum, 0, 50), 0.97 / 12, 1.03 / 12);
    }

    [Fact]
    public void A_drift_of_the_sensor_does_not_leak_into_the_swings()
    {
        var drifting = Enumerable.Range(0, 4096).Select(i => 1000 + (0.5 * i) + (0.001 * Math.Sin(2 * Math.PI * 5 * i / 100))).ToArray();

        var spectrum = WelchSpectrum.Of(drifting, Hundredth, 1024);

        Assert.InRange(Between(spectrum, 4.5, 5.5), 0.99 * 0.5e-6, 1.01 * 0.5e-6);
        Assert.True(Between(spectrum, 0.5, 4) < 1e-9);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(2)]
    public void A_window_is_a_power_of_two(int length) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => WelchSpectrum.Of(new double[200], Hundredth, length));

    private static double Between(WelchSpectrum spectrum, double from, double to) =>
        spectrum.Power.Where((_, k) => k * spectrum.HertzPerBin >= from && k * spectrum.HertzPerBin <= to).Sum() * spectrum.HertzPerBin;
}
