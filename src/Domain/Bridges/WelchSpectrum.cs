using System.Numerics;

namespace MiyagiSensing.Domain.Bridges;

/// <summary>
/// Power by frequency: Welch's averaged periodogram (Welch 1967) with Hann windows that overlap by half, each freed from its straight line by least squares. One-sided density, as <c>scipy.signal.welch</c> has it with
/// <c>window="hann", detrend="linear", scaling="density"</c>.
/// </summary>
/// <param name="Power">Square of the values' unit by Hz, for 0 Hz, 1 bin, 2 bins, … half the sampling rate.</param>
/// <param name="HertzPerBin">Width of a bin, Hz.</param>
/// <param name="Windows">Windows that it is the mean of.</param>
public sealed record WelchSpectrum(IReadOnlyList<double> Power, double HertzPerBin, int Windows)
{
    /// <summary>The spectrum of samples at even intervals.</summary>
    /// <param name="samples">At least <paramref name="length"/>.</param>
    /// <param name="interval">Time between two, positive.</param>
    /// <param name="length">Samples of a window, a power of two from 4.</param>
    public static WelchSpectrum Of(ReadOnlySpan<double> samples, TimeSpan interval, int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples.Length, length);
        if (length < 4 || !BitOperations.IsPow2(length))
        {
            throw new ArgumentOutOfRangeException(nameof(length), length, "A window has a power of two of samples, from 4.");
        }

        var window = new double[length];
        for (var i = 0; i < length; i++)
        {
            window[i] = 0.5 - (0.5 * Math.Cos(2 * Math.PI * i / length));
        }

        var power = new double[(length / 2) + 1];
        var windows = 0;
        for (var start = 0; start + length <= samples.Length; start += length / 2, windows++)
        {
            Add(samples.Slice(start, length), window, power);
        }

        // Both halves of the circle are in one, but for its two ends.
        var scale = interval.TotalSeconds / (window.Sum(weight => weight * weight) * windows);
        for (var k = 0; k < power.Length; k++)
        {
            power[k] *= k == 0 || k == length / 2 ? scale : 2 * scale;
        }

        return new WelchSpectrum(power, 1 / (length * interval.TotalSeconds), windows);
    }

    private static void Add(ReadOnlySpan<double> samples, double[] window, double[] power)
    {
        var middle = (samples.Length - 1) / 2.0;
        var (mean, slope, square) = (0.0, 0.0, 0.0);
        for (var i = 0; i < samples.Length; i++)
        {
            mean += samples[i] / samples.Length;
            slope += (i - middle) * samples[i];
            square += (i - middle) * (i - middle);
        }

        var values = new Complex[samples.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (samples[i] - mean - (slope / square * (i - middle))) * window[i];
        }

        Transform(values);
        for (var k = 0; k < power.Length; k++)
        {
            power[k] += (values[k].Real * values[k].Real) + (values[k].Imaginary * values[k].Imaginary);
        }
    }

    /// <summary>The discrete Fourier transform in place; the length is a power of two (Cooley and Tukey 1965).</summary>
    private static void Transform(Complex[] values)
    {
        for (int i = 1, j = 0; i < values.Length; i++)
        {
            var bit = values.Length >> 1;
            for (; (j & bit) != 0; bit >>= 1)
            {
                j ^= bit;
            }

            j ^= bit;
            if (i < j)
            {
                (values[i], values[j]) = (values[j], values[i]);
            }
        }

        for (var size = 2; size <= values.Length; size *= 2)
        {
            for (var k = 0; k < size / 2; k++)
            {
                var turn = Complex.FromPolarCoordinates(1, -2 * Math.PI * k / size);
                for (var i = k; i < values.Length; i += size)
                {
                    var (even, odd) = (values[i], values[i + (size / 2)] * turn);
                    (values[i], values[i + (size / 2)]) = (even + odd, even - odd);
                }
            }
        }
    }
}
