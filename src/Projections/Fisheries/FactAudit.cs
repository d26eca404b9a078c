using System.Diagnostics.CodeAnalysis;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Projections.Engine.Audit;

namespace MiyagiSensing.Projections.Fisheries;

/// <summary>One row for each event of a type, counted by what it speaks of.</summary>
internal sealed class FactAudit<TEvent> : CountAudit
    where TEvent : class, IDomainEvent
{
    private readonly Func<TEvent, string[]> _keyOf;

    [SetsRequiredMembers]
    public FactAudit(string name, string type, string table, Func<TEvent, string[]> keyOf, params IReadOnlyList<string> columns)
    {
        _keyOf = keyOf;
        Name = name;
        Table = table;
        Key = [.. columns.Select(column => (column, "varchar"))];
        Value = "count(*)::text";
        EventTypes = new HashSet<string> { type };
    }

    public override void Fold(IDomainEvent data, DateTimeOffset recordedAt)
    {
        if (data is TEvent fact)
        {
            Add(1, _keyOf(fact));
        }
    }
}
