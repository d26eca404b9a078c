using System.Diagnostics.CodeAnalysis;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Projections.Engine.Audit;

namespace MiyagiSensing.Projections.Fisheries;

/// <summary>Steps of each initiative: started, paused, ended.</summary>
internal sealed class InitiativeAudit : CountAudit
{
    [SetsRequiredMembers]
    public InitiativeAudit()
    {
        Name = "steps of initiatives";
        Table = "fishery_initiative_steps";
        Key = [("district", "varchar"), ("initiative", "varchar")];
        Value = "count(*)::text";
        EventTypes = new HashSet<string> { "initiative_started", "initiative_paused", "initiative_ended" };
    }

    public override void Fold(IDomainEvent data, DateTimeOffset recordedAt)
    {
        var key = data switch
        {
            InitiativeStarted fact => (fact.District, fact.Initiative),
            InitiativePaused fact => (fact.District, fact.Initiative),
            InitiativeEnded fact => (fact.District, fact.Initiative),
            _ => ((string District, string Initiative)?)null,
        };
        if (key is var (district, initiative))
        {
            Add(1, district, initiative);
        }
    }
}
