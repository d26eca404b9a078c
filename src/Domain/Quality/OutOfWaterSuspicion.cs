namespace MiyagiSensing.Domain.Quality;

/// <summary>
/// A sensor that is out of the water measures hardly any salinity and the temperature of the air. Suspected is a stretch of readings of at most 0.5 psu that begins right after a reading of at least 5 psu, when besides the
/// temperature leapt by at least 1 °C at that moment, or ranges in the stretch's first day at least 3 °C and twice as wide as in the day before.
/// </summary>
/// <remarks>
/// Chosen: air conducts nothing, so a cell in air reads 0, and up to 0.3 was recorded (NERRS Cat Point, 9 May 2013, flagged "sensor out of water"). A freshet takes hours to thin the water and keeps its temperature, so the fall
/// in one step and the temperature tell it apart. Depth and conductivity would tell more, but are no metrics of the catalog. A temperature that neither water nor air can have is a broken sensor and tells nothing.
/// </remarks>
public static class OutOfWaterSuspicion
{
    /// <summary>Salinity at or below which there may be air, psu.</summary>
    public const double DryPsu = 0.5;

    /// <summary>Salinity from which on there was salt water before, psu.</summary>
    public const double WetPsu = 5;

    /// <summary>A leap of the temperature, °C.</summary>
    public const double StepCelsius = 1;

    /// <summary>Air ranges so many times as wide as the water before.</summary>
    public const double RangeRatio = 2;

    /// <summary>Air ranges at least so wide, °C.</summary>
    public const double LeastRangeCelsius = 3;

    /// <summary>Readings farther apart are no neighbors. Chosen: buoys report every 10 to 60 minutes.</summary>
    public static readonly TimeSpan MaxGap = TimeSpan.FromMinutes(90);

    private const double LeastWaterCelsius = -2;
    private const double LeastAirCelsius = -20;
    private const double MostCelsius = 40;
    private const long Day = 24 * 60 * 60 * 1000;

    /// <summary>All stretches of a window that look like air, in order.</summary>
    /// <param name="window">Readings of one sensor in order of time, each instant once; a day before what is looked for, and as much of it as there is.</param>
    public static List<OutOfWaterStretch> Find(ReadOnlySpan<WaterSample> window)
    {
        List<OutOfWaterStretch> stretches = [];
        for (var first = 1; first < window.Length; first++)
        {
            if (!BeginsDry(window[first - 1], window[first]))
            {
                continue;
            }

            var end = first + 1;
            while (end < window.Length && IsDry(window[end]) && Near(window[end - 1], window[end]))
            {
                end++;
            }

            if (EvidenceOf(window, first, end) is { } evidence)
            {
                stretches.Add(new OutOfWaterStretch(window[first].At, window[end - 1].At, end - first, evidence));
            }

            first = end - 1;
        }

        return stretches;
    }

    private static bool BeginsDry(WaterSample before, WaterSample sample) =>
        before.Psu >= WetPsu && before.Celsius is >= LeastWaterCelsius and <= MostCelsius && IsDry(sample) && Near(before, sample);

    private static bool IsDry(WaterSample sample) => sample.Psu <= DryPsu && sample.Celsius is >= LeastAirCelsius and <= MostCelsius;

    private static bool Near(WaterSample before, WaterSample sample) => sample.At - before.At <= (long)MaxGap.TotalMilliseconds;

    private static OutOfWaterEvidence? EvidenceOf(ReadOnlySpan<WaterSample> window, int first, int end)
    {
        if (Math.Abs(window[first].Celsius - window[first - 1].Celsius) >= StepCelsius)
        {
            return OutOfWaterEvidence.TemperatureStep;
        }

        var (start, stop) = (first, first);
        while (start > 0 && window[start - 1].At >= window[first].At - Day)
        {
            start--;
        }

        while (stop < end && window[stop].At < window[first].At + Day)
        {
            stop++;
        }

        var range = Range(window[first..stop]);
        return range >= LeastRangeCelsius && range >= RangeRatio * Range(window[start..first]) ? OutOfWaterEvidence.TemperatureRange : null;
    }

    private static double Range(ReadOnlySpan<WaterSample> samples)
    {
        var (least, most) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var sample in samples)
        {
            if (sample.Celsius is >= LeastAirCelsius and <= MostCelsius)
            {
                (least, most) = (Math.Min(least, sample.Celsius), Math.Max(most, sample.Celsius));
            }
        }

        return Math.Max(most - least, 0);
    }
}
