using MiyagiSensing.Domain.Events;

namespace MiyagiSensing.Projections.Engine.Audit;

/// <summary>One row for each thing that events name; the newest event says in what state it is.</summary>
/// <param name="keyOf">The key and the state that an event gives; null for events that name nothing.</param>
internal sealed class EntityAudit(Func<IDomainEvent, (string[] Key, string State)?> keyOf) : RowAudit
{
    /// <summary>The state of a thing that is just there.</summary>
    public const string There = "there";

    /// <summary>One row for each thing that an event introduces, for ever.</summary>
    public static EntityAudit Of<TEvent>(string name, string type, string table, Func<TEvent, string[]> keyOf, params IReadOnlyList<string> columns)
        where TEvent : class, IDomainEvent =>
        new(data => data is TEvent fact ? (keyOf(fact), There) : null)
        {
            Name = name,
            Table = table,
            Key = [.. columns.Select(column => (column, "varchar"))],
            Value = $"case count(*) when 1 then '{There}' else count(*) || ' times' end",
            EventTypes = new HashSet<string> { type },
        };

    public override void Fold(IDomainEvent data, DateTimeOffset recordedAt)
    {
        if (keyOf(data) is var (key, state))
        {
            Note(state, key);
        }
    }

    public override string Combine(string earlier, string later) => later;

    public override long NumberOf(string value) => 1;
}
