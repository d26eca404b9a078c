namespace MiyagiSensing.Domain.Fisheries;

/// <summary>What a smart initiative (スマート化の取組) of a district can consist of.</summary>
public static class InitiativeKinds
{
    /// <summary>A buoy whose readings the district's growers use.</summary>
    public const string Buoy = "buoy";

    /// <summary>Digital fishing logs.</summary>
    public const string FishingLog = "fishing-log";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Buoy, FishingLog];
}
