using MiyagiSensing.Domain.Readings;

namespace MiyagiSensing.Domain.Quality;

/// <summary>
/// A value that repeats: suspect when it is less than EPS from each of the REP_CNT_SUSPECT readings before it, fail when from each of REP_CNT_FAIL. Source: QARTOD, Manual for Real-Time Quality Control of In-situ
/// Temperature and Salinity Data, test 8 (flat line): "for i = 1 to REP_CNT, V(n) - V(n-i) &lt; EPS", the difference taken as an amount.
/// </summary>
/// <remarks>
/// So the reading is compared with each earlier one, not the earlier ones with each other, and what stands in the window earlier keeps its flag. The manual does not speak of missing values; here one that stands among the
/// readings to compare with ends the comparison: a line known to be long enough keeps its flag, otherwise the reading is not evaluated. So it is at the series' beginning. Gaps in time do not matter.
/// </remarks>
public static class FlatLine
{
    /// <summary>The flag of one reading. At most REP_CNT_FAIL steps.</summary>
    /// <param name="window">Readings of one series, in order of <see cref="Sample.At"/>, each instant once.</param>
    /// <param name="index">Which one is judged.</param>
    /// <param name="limits">By what.</param>
    public static QualityFlag Test(ReadOnlySpan<Sample> window, int index, FlatLineLimits limits)
    {
        var sample = window[index];
        if (sample.IsMissing)
        {
            return QualityFlag.Missing;
        }

        var (most, equal, differs) = (limits.FailCount ?? limits.SuspectCount, 0, false);
        while (equal < most && equal < index && !window[index - equal - 1].IsMissing)
        {
            if (Math.Abs(sample.Value - window[index - equal - 1].Value) >= limits.Tolerance)
            {
                differs = true;
                break;
            }

            equal++;
        }

        return (equal, differs) switch
        {
            _ when equal >= limits.FailCount => QualityFlag.Fail,
            _ when equal >= limits.SuspectCount => QualityFlag.Suspect,
            (_, true) => QualityFlag.Pass,
            _ => QualityFlag.NotEvaluated,
        };
    }
}
