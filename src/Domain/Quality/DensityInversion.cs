namespace MiyagiSensing.Domain.Quality;

/// <summary>
/// Light water can't lie below heavy water: fail when sigma(shallower) + DT &gt; sigma(deeper). Source: QARTOD, Manual for Real-Time Quality Control of In-situ Temperature and Salinity Data, test 13 (density inversion), which
/// has no suspect flag and lets the operator take sigma-t.
/// </summary>
/// <remarks>
/// It can't be known which side is wrong, so the flag counts for temperature and salinity of both sensors; a sensor with neighbors above and below takes the graver one. Not evaluated when a value is missing or outside the
/// equation of state, or when the two were not measured together.
/// </remarks>
public static class DensityInversion
{
    /// <summary>The flag of two sensors one above the other.</summary>
    /// <param name="shallower">The upper one.</param>
    /// <param name="deeper">The next one below.</param>
    /// <param name="limits">By what.</param>
    public static QualityFlag Test(WaterSample shallower, WaterSample deeper, DensityInversionLimits limits)
    {
        var rise = SeawaterDensity.SigmaT(deeper.Celsius, deeper.Psu) - SeawaterDensity.SigmaT(shallower.Celsius, shallower.Psu);
        if (double.IsNaN(rise) || Math.Abs(deeper.At - shallower.At) > limits.MaxApart.TotalMilliseconds)
        {
            return QualityFlag.NotEvaluated;
        }

        return rise < limits.Threshold ? QualityFlag.Fail : QualityFlag.Pass;
    }
}
