namespace MiyagiSensing.Domain.Fisheries;

/// <summary>Why it is not known how a species stands at a sensor.</summary>
public static class UnknownReasons
{
    /// <summary>No station of the district has a device.</summary>
    public const string NoBuoy = "no-buoy";

    /// <summary>Nothing was ever measured there.</summary>
    public const string NeverMeasured = "never-measured";

    /// <summary>The newest value is older than <see cref="LimitReading.FreshFor"/>.</summary>
    public const string Old = "old";

    /// <summary>The newest reading came without a value.</summary>
    public const string NoValue = "no-value";

    /// <summary>The newest value is physically impossible: the sensor is faulty.</summary>
    public const string Impossible = "impossible";
}
