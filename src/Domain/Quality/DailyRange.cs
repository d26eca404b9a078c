using MiyagiSensing.Domain.Readings;

namespace MiyagiSensing.Domain.Quality;

/// <summary>How far a metric ranged on a day: from the 5th to the 95th percentile, which single outliers do not move.</summary>
/// <param name="Day">The day, Japan's.</param>
/// <param name="Range">95th less 5th percentile, in the metric's unit, 0 or more.</param>
/// <param name="Readings">How many values it rests on.</param>
public readonly record struct DailyRange(DateOnly Day, double Range, int Readings)
{
    /// <summary>The ranges of all days that have a value, in order. Percentiles are interpolated between neighbors (Hyndman and Fan 1996, type 7).</summary>
    /// <param name="samples">Readings of one series in order of time, without those that failed; missing values do not count.</param>
    public static List<DailyRange> Of(ReadOnlySpan<Sample> samples)
    {
        List<DailyRange> days = [];
        List<double> values = [];
        for (var i = 0; i < samples.Length; i++)
        {
            if (!samples[i].IsMissing)
            {
                values.Add(samples[i].Value);
            }

            var day = JapanDay.Of(samples[i].At);
            if (values.Count > 0 && (i == samples.Length - 1 || JapanDay.Of(samples[i + 1].At) != day))
            {
                values.Sort();
                days.Add(new DailyRange(day, Percentile(values, 0.95) - Percentile(values, 0.05), values.Count));
                values.Clear();
            }
        }

        return days;
    }

    private static double Percentile(List<double> sorted, double part)
    {
        var place = part * (sorted.Count - 1);
        var below = (int)place;
        return double.Lerp(sorted[below], sorted[Math.Min(below + 1, sorted.Count - 1)], place - below);
    }
}
