using MiyagiSensing.Domain.Readings;

namespace MiyagiSensing.Domain.Quality;

/// <summary>
/// Beyond the sensor's range a value fails, beyond the operator's it is suspect. Source: QARTOD, Manual for Real-Time Quality Control of In-situ Temperature and Salinity Data, test 4 (gross range).
/// </summary>
public static class GrossRange
{
    /// <summary>The flag of one value.</summary>
    public static QualityFlag Test(Sample sample, GrossRangeLimits limits) => sample.Value switch
    {
        double.NaN => QualityFlag.Missing,
        var value when value < limits.SensorMinimum || value > limits.SensorMaximum => QualityFlag.Fail,
        var value when value < limits.UserMinimum || value > limits.UserMaximum => QualityFlag.Suspect,
        _ => QualityFlag.Pass,
    };
}
