using MiyagiSensing.Domain.Bridges;

namespace MiyagiSensing.Projections.Bridges;

/// <summary>A bridge as lists show it.</summary>
public sealed record BridgeOverview
{
    /// <summary>The bridge as registered.</summary>
    public required BridgeDefinition Bridge { get; init; }

    /// <summary>Where it stands with its inspections.</summary>
    public required InspectionDuty Duty { get; init; }

    /// <summary>Inspections in the cycle of the day asked about; a bridge counts once however many there are.</summary>
    public required int InspectionsInCycle { get; init; }

    /// <summary>The worst grade of the newest inspection, I to IV; null when there is none.</summary>
    public string? WorstGrade { get; init; }

    /// <summary>Day of the newest repair; null when there is none.</summary>
    public DateOnly? LastRepair { get; init; }
}
