using System.Diagnostics.CodeAnalysis;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Projections.Engine.Audit;

namespace MiyagiSensing.Projections.Stations;

/// <summary>How often each station's limits have changed, against <c>station_thresholds</c>.</summary>
internal sealed class ThresholdAudit : CountAudit
{
    [SetsRequiredMembers]
    public ThresholdAudit()
    {
        Name = "changes of limits by station";
        Table = "station_thresholds";
        Key = [("station", "varchar")];
        Value = "count(*)::text";
        EventTypes = new HashSet<string> { "threshold_changed" };
    }

    public override void Fold(IDomainEvent data, DateTimeOffset recordedAt) => Add(1, ((ThresholdChanged)data).Station);
}
