using System.Numerics;

namespace MiyagiSensing.Domain.Bridges;

/// <summary>
/// The frequency at which a structure swings, from a burst of accelerations or inclinations: the strongest peak of <see cref="WelchSpectrum"/> that stands out of its surroundings in the whole burst and in both of its
/// halves. A bridge that loses stiffness swings more slowly.
/// </summary>
/// <remarks>
/// The halves tell a structure from what passes over it: an engine or a wheel also makes a sharp peak, which moves or goes with it (seen in the Munich burst, see <c>docs/bridges.md</c>).
/// </remarks>
/// <param name="Hertz">The frequency, Hz: a parabola through the peak and its neighbours.</param>
/// <param name="Prominence">The peak's power against the median of its surroundings, without unit; at least <see cref="LeastProminence"/>.</param>
/// <param name="Samples">Samples that it rests on.</param>
public sealed record NaturalFrequency(double Hertz, double Prominence, int Samples)
{
    /// <summary>Samples below which nothing is said. Chosen: three windows of 512, and of 256 in each half.</summary>
    public const int LeastSamples = 1024;

    /// <summary>Length below which nothing is said. Chosen: of the Munich burst, pieces of 30 s and less show the engine that passes, those of 40 s and more do not.</summary>
    public static readonly TimeSpan LeastDuration = TimeSpan.FromSeconds(40);

    /// <summary>Power over the surroundings' median that a peak must have. Chosen: in the unit tests no burst of noise, white or falling with frequency, exceeds it.</summary>
    public const double LeastProminence = 10;

    /// <summary>The same in a half of the burst. Chosen: half as much, for half as many samples.</summary>
    public const double LeastProminenceOfHalf = 5;

    /// <summary>The lowest frequency looked at, Hz. Chosen: below it wind, temperature and the sensor rule.</summary>
    public const double LowestHertz = 0.5;

    /// <summary>The highest, Hz. Chosen: spans of pipe bridges swing below; above, the Munich burst has 42 Hz of its electronics.</summary>
    public const double HighestHertz = 20;

    /// <summary>How far a half's peak may lie from the whole burst's; a bin of the half's spectrum when that is wider. Chosen: three hundredths.</summary>
    private const double Tolerance = 0.03;

    /// <summary>Surroundings reach from the peak's frequency divided by this to the product. Chosen: half an octave and a bit; noise that falls with frequency is flat enough there.</summary>
    private const double Surroundings = 1.5;

    /// <summary>Bins on each side of a peak that are its own: a Hann window's main lobe, and one.</summary>
    private const int Lobe = 3;

    /// <summary>Length of one window: some 20 s at 100 Hz, so that 0.05 Hz can be told apart.</summary>
    private const int LongestWindow = 2048;

    /// <summary>The natural frequency; null with the reason when the burst shows none.</summary>
    /// <param name="samples">At even intervals without a gap, any unit.</param>
    /// <param name="interval">Time between two, positive.</param>
    /// <param name="refusal">Why there is none.</param>
    public static NaturalFrequency? Of(ReadOnlySpan<double> samples, TimeSpan interval, out FrequencyRefusal refusal)
    {
        refusal = FrequencyRefusal.TooShort;
        if (samples.Length < LeastSamples || samples.Length * interval < LeastDuration)
        {
            return null;
        }

        var peaks = Peaks(samples, interval, LeastProminence, out _);
        refusal = peaks.Count == 0 ? FrequencyRefusal.NoClearPeak : FrequencyRefusal.Unsteady;
        if (peaks.Count == 0)
        {
            return null;
        }

        var middle = samples.Length / 2;
        var first = Peaks(samples[..middle], interval, LeastProminenceOfHalf, out var bin);
        var second = Peaks(samples[middle..], interval, LeastProminenceOfHalf, out _);
        foreach (var (hertz, prominence) in peaks)
        {
            var tolerance = Math.Max(Tolerance * hertz, bin);
            if (first.Exists(peak => Math.Abs(peak.Hertz - hertz) <= tolerance) && second.Exists(peak => Math.Abs(peak.Hertz - hertz) <= tolerance))
            {
                refusal = FrequencyRefusal.None;
                return new NaturalFrequency(hertz, prominence, samples.Length);
            }
        }

        return null;
    }

    /// <summary>What stands out, the strongest first.</summary>
    private static List<(double Hertz, double Prominence)> Peaks(ReadOnlySpan<double> samples, TimeSpan interval, double least, out double hertzPerBin)
    {
        // At least three windows, so that noise evens out.
        var length = Math.Min(LongestWindow, (int)BitOperations.RoundUpToPowerOf2((uint)(samples.Length / 2) + 1) / 2);
        var spectrum = WelchSpectrum.Of(samples, interval, length);
        hertzPerBin = spectrum.HertzPerBin;
        var (power, bin) = (spectrum.Power, spectrum.HertzPerBin);
        var first = Math.Max((int)Math.Ceiling(LowestHertz / bin), 1);
        var last = Math.Min((int)(HighestHertz / bin), power.Count - 2);
        List<(double Power, double Hertz, double Prominence)> peaks = [];
        for (var k = first + 1; k <= last; k++)
        {
            if (power[k] > power[k - 1] && power[k] >= power[k + 1] && Around(power, k, first, last) is { } median && power[k] >= least * median && median > 0)
            {
                peaks.Add((power[k], (k + Vertex(power[k - 1], power[k], power[k + 1])) * bin, power[k] / median));
            }
        }

        return [.. peaks.OrderByDescending(peak => peak.Power).Select(peak => (peak.Hertz, peak.Prominence))];
    }

    /// <summary>Median power of a bin's surroundings; null when there are too few bins to speak of.</summary>
    private static double? Around(IReadOnlyList<double> power, int k, int first, int last)
    {
        List<double> around = [];
        for (var other = Math.Max(first, Math.Min((int)(k / Surroundings), k - (2 * Lobe))); other <= Math.Min(last, Math.Max((int)(k * Surroundings), k + (2 * Lobe))); other++)
        {
            if (Math.Abs(other - k) > Lobe)
            {
                around.Add(power[other]);
            }
        }

        return around.Count < Lobe ? null : Medians.Of(around);
    }

    /// <summary>Where between the neighbours the peak lies, in bins, -0.5 to 0.5; on the logarithm of the power, for which a Hann window's peak is nearly a parabola.</summary>
    private static double Vertex(double before, double at, double after)
    {
        var (a, b, c) = (Math.Log(before), Math.Log(at), Math.Log(after));
        var bend = a - (2 * b) + c;
        return double.IsFinite(bend) && bend < 0 ? Math.Clamp(0.5 * (a - c) / bend, -0.5, 0.5) : 0;
    }
}
