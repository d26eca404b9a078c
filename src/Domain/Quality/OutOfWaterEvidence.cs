namespace MiyagiSensing.Domain.Quality;

/// <summary>What speaks for air beside a salinity of nearly nothing.</summary>
public enum OutOfWaterEvidence
{
    /// <summary>The temperature leapt when the salinity went.</summary>
    TemperatureStep = 1,

    /// <summary>The temperature ranges as wide as air's, compared with the water before.</summary>
    TemperatureRange = 2,
}
