using System.Diagnostics.CodeAnalysis;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Projections.Engine.Audit;

namespace MiyagiSensing.Projections.Bridges;

/// <summary>Versions of each inspection: one when it was recorded, one for each correction.</summary>
internal sealed class InspectionAudit : CountAudit
{
    [SetsRequiredMembers]
    public InspectionAudit()
    {
        Name = "versions of inspections";
        Table = "bridge_inspections";
        Key = [("inspection", "varchar")];
        Value = "count(*)::text";
        EventTypes = new HashSet<string> { "inspection_recorded", "inspection_corrected" };
    }

    public override void Fold(IDomainEvent data, DateTimeOffset recordedAt)
    {
        if (((data as InspectionRecorded)?.Inspection ?? (data as InspectionCorrected)?.Inspection) is { } inspection)
        {
            Add(1, inspection);
        }
    }
}
