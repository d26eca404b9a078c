using System.Diagnostics.CodeAnalysis;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Projections.Engine.Audit;

namespace MiyagiSensing.Projections.Bridges;

/// <summary>Versions of each thing: one row for each event that names it.</summary>
internal sealed class VersionAudit : CountAudit
{
    private readonly Func<IDomainEvent, string[]?> _keyOf;

    [SetsRequiredMembers]
    public VersionAudit(string name, string table, IReadOnlyList<string> types, IReadOnlyList<string> columns, Func<IDomainEvent, string[]?> keyOf)
    {
        Name = name;
        Table = table;
        Key = [.. columns.Select(column => (column, "varchar"))];
        Value = "count(*)::text";
        EventTypes = types.ToHashSet();
        _keyOf = keyOf;
    }

    public override void Fold(IDomainEvent data, DateTimeOffset recordedAt)
    {
        if (_keyOf(data) is { } key)
        {
            Add(1, key);
        }
    }
}
