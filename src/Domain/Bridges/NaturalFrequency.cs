using System.Numerics;

namespace MiyagiSensing.Domain.Bridges;

/// <summary>
/// The frequency at which a structure swings most, from a burst of accelerations: Welch's averaged periodogram (Hann window, halves overlapping; Welch 1967), the greatest peak, and a parabola through it and its neighbours.
/// A bridge that loses stiffness swings more slowly.
/// </summary>
/// <param name="Hertz">The frequency, Hz.</param>
/// <param name="Prominence">The peak's power against the median of the band, without unit; a peak below <see cref="LeastProminence"/> is noise.</param>
/// <param name="Samples">Samples that it rests on.</param>
public sealed record NaturalFrequency(double Hertz, double Prominence, int Samples)
{
    /// <summary>Samples below which nothing is said. Chosen: 5 s at 100 Hz.</summary>
    public const int LeastSamples = 512;

    /// <summary>Power over the band's median that a peak must have. Chosen: white noise stays below 10 in one of a hundred bursts of a minute.</summary>
    public const double LeastProminence = 10;

    /// <summary>The lowest frequency looked at, Hz. Chosen: below it wind and tilt of the sensor rule.</summary>
    private const double LowestHertz = 0.5;

    /// <summary>Length of one periodogram: some 20 s at 100 Hz, so that 0.05 Hz can be told apart.</summary>
    private const int LongestSegment = 2048;

    /// <summary>The strongest swing of a burst; null when it is too short, or nothing stands out.</summary>
    /// <param name="samples">Accelerations at even intervals, any unit.</param>
    /// <param name="interval">Time between two, positive.</param>
    public static NaturalFrequency? Of(ReadOnlySpan<double> samples, TimeSpan interval)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);
        if (samples.Length < LeastSamples)
        {
            return null;
        }

        var length = Math.Min(LongestSegment, (int)BitOperations.RoundUpToPowerOf2((uint)samples.Length + 1) / 2);
        var power = new double[(length / 2) + 1];
        for (var start = 0; start + length <= samples.Length; start += length / 2)
        {
            AddPeriodogram(samples.Slice(start, length), power);
        }

        var hertzPerBin = 1 / (length * interval.TotalSeconds);
        var first = Math.Max((int)Math.Ceiling(LowestHertz / hertzPerBin), 1);
        if (first + 2 >= power.Length)
        {
            return null;
        }

        var peak = first;
        for (var k = first; k < power.Length - 1; k++)
        {
            peak = power[k] > power[peak] ? k : peak;
        }

        var prominence = power[peak] / Median(power.AsSpan(first).ToArray());
        return double.IsFinite(prominence) && prominence >= LeastProminence && peak > first
            ? new NaturalFrequency((peak + Vertex(power[peak - 1], power[peak], power[peak + 1])) * hertzPerBin, prominence, samples.Length)
            : null;
    }

    private static void AddPeriodogram(ReadOnlySpan<double> samples, double[] power)
    {
        var mean = 0.0;
        foreach (var sample in samples)
        {
            mean += sample / samples.Length;
        }

        var values = new Complex[samples.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (samples[i] - mean) * (0.5 - (0.5 * Math.Cos(2 * Math.PI * i / values.Length)));
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

    /// <summary>Where between the neighbours the peak lies, in bins, -0.5 to 0.5; on the logarithm of the power, for which a Hann window's peak is nearly a parabola.</summary>
    private static double Vertex(double before, double at, double after)
    {
        var (a, b, c) = (Math.Log(before), Math.Log(at), Math.Log(after));
        var bend = a - (2 * b) + c;
        return double.IsFinite(bend) && bend < 0 ? Math.Clamp(0.5 * (a - c) / bend, -0.5, 0.5) : 0;
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }
}
