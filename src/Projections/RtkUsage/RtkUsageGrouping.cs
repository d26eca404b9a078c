namespace MiyagiSensing.Projections.RtkUsage;

/// <summary>By what figures are told apart.</summary>
public enum RtkUsageGrouping
{
    /// <summary>All together.</summary>
    None,

    /// <summary>By the base station at which the device stood when the session began.</summary>
    Station,

    /// <summary>By the municipality in which most of the session was.</summary>
    Municipality,
}
