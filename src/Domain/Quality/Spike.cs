using MiyagiSensing.Domain.Readings;

namespace MiyagiSensing.Domain.Quality;

/// <summary>
/// A single value that leaps out: |V(n-1) - SPK_REF| is compared with a low and a high threshold, SPK_REF being the mean of V(n-2) and V(n). Source: QARTOD, Manual for Real-Time Quality Control of In-situ
/// Temperature and Salinity Data, test 6 (spike).
/// </summary>
/// <remarks>
/// So a reading is judged when the next one is there, and is not evaluated until then (Manual for Water Level Data 2.1, section 3.3.1, says so in words). The manual does not say what to do beside a missing value or a gap; here a reading without both neighbors, near enough in time and
/// with a value, stays not evaluated. By the definition the good readings beside a great spike are flagged too.
/// </remarks>
public static class Spike
{
    /// <summary>The flag of one reading.</summary>
    /// <param name="window">Readings of one series, in order of <see cref="Sample.At"/>, each instant once.</param>
    /// <param name="index">Which one is judged.</param>
    /// <param name="limits">By what.</param>
    public static QualityFlag Test(ReadOnlySpan<Sample> window, int index, SpikeLimits limits)
    {
        var sample = window[index];
        if (sample.IsMissing)
        {
            return QualityFlag.Missing;
        }

        if (index == 0 || index == window.Length - 1)
        {
            return QualityFlag.NotEvaluated;
        }

        var (before, after) = (window[index - 1], window[index + 1]);
        if (before.IsMissing || after.IsMissing || !sample.Follows(before, limits.MaxGap) || !after.Follows(sample, limits.MaxGap))
        {
            return QualityFlag.NotEvaluated;
        }

        return Math.Abs(sample.Value - ((before.Value + after.Value) / 2)) switch
        {
            var height when height > limits.Fail => QualityFlag.Fail,
            var height when height > limits.Suspect => QualityFlag.Suspect,
            _ => QualityFlag.Pass,
        };
    }
}
