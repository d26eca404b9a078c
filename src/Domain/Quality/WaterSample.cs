namespace MiyagiSensing.Domain.Quality;

/// <summary>Temperature and salinity of one sensor at one instant.</summary>
/// <param name="At">Unix time in ms, by the device's clock.</param>
/// <param name="Celsius">Water temperature, ITS-90; NaN when missing.</param>
/// <param name="Psu">Practical salinity; NaN when missing.</param>
public readonly record struct WaterSample(long At, double Celsius, double Psu)
{
    /// <summary>True when both values are there.</summary>
    public bool IsComplete => !double.IsNaN(Celsius) && !double.IsNaN(Psu);
}
