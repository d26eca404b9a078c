using System.Diagnostics.CodeAnalysis;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Projections.Engine.Audit;

namespace MiyagiSensing.Projections.Kpis;

/// <summary>Facts that are kept as they were recorded: one row each, counted by type.</summary>
internal sealed class KpiFactsAudit : CountAudit
{
    /// <param name="types">Stored names of the facts.</param>
    [SetsRequiredMembers]
    public KpiFactsAudit(IReadOnlySet<string> types)
    {
        Name = "facts by type";
        Table = "kpi_facts";
        Key = [("type", "varchar")];
        Value = "count(*)::text";
        EventTypes = types;
    }

    public override void Fold(IDomainEvent data, DateTimeOffset recordedAt) => Add(1, EventCatalog.NameOf(data));
}
