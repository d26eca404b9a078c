using MiyagiSensing.Domain.Readings;

namespace MiyagiSensing.Domain.Quality;

/// <summary>
/// A change |V(n) - V(n-1)| of more than N_DEV standard deviations of the time before is suspect; it never fails, since it can't be known which of the two readings is wrong. Source: QARTOD, Manual for Real-Time Quality
/// Control of In-situ Temperature and Salinity Data, test 7 (rate of change), examples 1 and 2.
/// </summary>
/// <remarks>
/// The standard deviation is the sample's (divided by n-1), of the readings from TIM_DEV before the reading up to it, without the reading itself: it would widen the deviation that it is held against. Missing values do not
/// count. Not evaluated when the reading before is missing or too long ago, or when there are too few.
/// </remarks>
public static class RateOfChange
{
    /// <summary>The flag of one reading. One pass over the period.</summary>
    /// <param name="window">Readings of one series, in order of <see cref="Sample.At"/>, each instant once.</param>
    /// <param name="index">Which one is judged.</param>
    /// <param name="limits">By what.</param>
    public static QualityFlag Test(ReadOnlySpan<Sample> window, int index, RateOfChangeLimits limits)
    {
        var sample = window[index];
        if (sample.IsMissing)
        {
            return QualityFlag.Missing;
        }

        if (index == 0 || window[index - 1].IsMissing || !sample.Follows(window[index - 1], limits.MaxGap))
        {
            return QualityFlag.NotEvaluated;
        }

        return Deviation(window[..index], sample.At - (long)limits.Period.TotalMilliseconds, limits.LeastReadings) switch
        {
            null => QualityFlag.NotEvaluated,
            { } deviation when Math.Abs(sample.Value - window[index - 1].Value) > limits.Allowance + (limits.Deviations * deviation) => QualityFlag.Suspect,
            _ => QualityFlag.Pass,
        };
    }

    /// <summary>Standard deviation of the readings since an instant, by Welford's one-pass method (Technometrics 4, 1962), newest first; null when there are too few.</summary>
    private static double? Deviation(ReadOnlySpan<Sample> before, long since, int least)
    {
        var (count, mean, squares) = (0, 0.0, 0.0);
        for (var i = before.Length - 1; i >= 0 && before[i].At >= since; i--)
        {
            if (!before[i].IsMissing)
            {
                count++;
                var distance = before[i].Value - mean;
                mean += distance / count;
                squares += distance * (before[i].Value - mean);
            }
        }

        return count < Math.Max(least, 2) ? null : Math.Sqrt(squares / (count - 1));
    }
}
