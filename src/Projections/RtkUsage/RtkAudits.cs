using System.Diagnostics.CodeAnalysis;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Projections.Engine.Audit;

namespace MiyagiSensing.Projections.RtkUsage;

/// <summary>What the journal says of the rows.</summary>
internal static class RtkAudits
{
    /// <summary>Every id that a caster gave to a session has at least one row.</summary>
    public static RowAudit Sessions() => new EntityAudit(data => data switch
    {
        SessionStarted fact => ([fact.Device, fact.Session], EntityAudit.There),
        SessionProgressed fact => ([fact.Device, fact.Session], EntityAudit.There),
        SessionEnded fact => ([fact.Device, fact.Session], EntityAudit.There),
        _ => null,
    })
    {
        Name = "sessions",
        Table = "rtk_sessions",
        Key = [("device", "varchar"), ("session", "varchar")],
        Value = $"min('{EntityAudit.There}')",
        EventTypes = new HashSet<string> { "session_started", "session_progressed", "session_ended" },
    };

    /// <summary>As many rows for a user as times the id was registered.</summary>
    public static RowAudit Ids() => new IdAudit();

    private sealed class IdAudit : CountAudit
    {
        [SetsRequiredMembers]
        public IdAudit()
        {
            Name = "registered ids";
            Table = "rtk_ids";
            Key = [("user_id", "varchar")];
            Value = "count(*)::text";
            EventTypes = new HashSet<string> { "rtk_id_registered" };
        }

        public override void Fold(IDomainEvent data, DateTimeOffset recordedAt)
        {
            if (data is RtkIdRegistered fact)
            {
                Add(1, fact.User);
            }
        }
    }
}
