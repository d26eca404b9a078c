namespace MiyagiSensing.Domain.Kpis;

/// <summary>The rules by which KPIs are worked out of the platform's own events.</summary>
public static class KpiRules
{
    /// <summary>User ids of the RTK base stations: <see cref="RtkUsers"/>.</summary>
    public const string RtkUsers = "rtk-users";

    /// <summary>Fisheries districts with a running smart initiative: <see cref="SmartDistricts"/>.</summary>
    public const string SmartDistricts = "smart-districts";

    /// <summary>Pipe bridges inspected in the cycle: <see cref="BridgeInspections"/>.</summary>
    public const string BridgeInspections = "bridge-inspections";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [RtkUsers, SmartDistricts, BridgeInspections];
}
