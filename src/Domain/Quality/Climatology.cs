using MiyagiSensing.Domain.Readings;

namespace MiyagiSensing.Domain.Quality;

/// <summary>
/// A value beyond what its month lets expect is suspect; it never fails, since temperature and salinity change much in some places. Source: QARTOD, Manual for Real-Time Quality Control of In-situ Temperature and
/// Salinity Data, test 5 (climatology). The month is Japan's. Without a range for the month the reading is not evaluated.
/// </summary>
public static class Climatology
{
    /// <summary>The flag of one value.</summary>
    /// <param name="sample">The reading.</param>
    /// <param name="limits">Of the sensor's depth already, see <see cref="ClimatologyLimits.At"/>.</param>
    public static QualityFlag Test(Sample sample, ClimatologyLimits limits)
    {
        if (sample.IsMissing)
        {
            return QualityFlag.Missing;
        }

        return RangeOf(limits.Ranges, JapanDay.Of(sample.At).Month) switch
        {
            null => QualityFlag.NotEvaluated,
            { } range when sample.Value < range.Minimum || sample.Value > range.Maximum => QualityFlag.Suspect,
            _ => QualityFlag.Pass,
        };
    }

    private static ClimatologyRange? RangeOf(IReadOnlyList<ClimatologyRange> ranges, int month)
    {
        // By index: an enumerator of an interface is an allocation for each reading.
        for (var i = 0; i < ranges.Count; i++)
        {
            for (var j = 0; j < ranges[i].Months.Count; j++)
            {
                if (ranges[i].Months[j] == month)
                {
                    return ranges[i];
                }
            }
        }

        return null;
    }
}
