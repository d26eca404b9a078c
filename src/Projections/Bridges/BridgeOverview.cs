using MiyagiSensing.Domain.Bridges;

namespace MiyagiSensing.Projections.Bridges;

/// <summary>A bridge as lists show it.</summary>
public sealed record BridgeOverview
{
    /// <summary>The bridge as registered.</summary>
    public required BridgeDefinition Bridge { get; init; }

    /// <summary>That it left the register, also for a day to come; null while nothing is known of that.</summary>
    public BridgeRetirement? Retirement { get; init; }

    /// <summary>Where it stands with its inspections.</summary>
    public required InspectionDuty Duty { get; init; }

    /// <summary>Inspections in the cycle of the day asked about; a bridge counts once however many there are.</summary>
    public required int InspectionsInCycle { get; init; }

    /// <summary>What is known of its parts.</summary>
    public required IReadOnlyList<PartState> Parts { get; init; }

    /// <summary>The worst of the parts' grades, I to IV; those repaired since they were graded do not count. Null when there is none.</summary>
    public string? WorstGrade { get; init; }

    /// <summary>Day of the newest repair; null when there is none.</summary>
    public DateOnly? LastRepair { get; init; }
}
