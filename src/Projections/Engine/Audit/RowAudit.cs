using MiyagiSensing.Domain.Events;
using Npgsql;

namespace MiyagiSensing.Projections.Engine.Audit;

/// <summary>
/// What a projection's rows must be according to the journal, key by key. The journal's side is folded here, from decoded events and by nothing that the projector uses, and kept by the auditor; the rows' side is SQL over the
/// projection's table. One caller at a time.
/// </summary>
internal abstract class RowAudit
{
    private readonly Dictionary<string, string> _pending = [];

    /// <summary>What is counted, for people, after the projection's name: <c>readings by series and day</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The table.</summary>
    public required string Table { get; init; }

    /// <summary>The columns that make a key, each with its type in PostgreSQL, in the order of an index.</summary>
    public required IReadOnlyList<(string Column, string Type)> Key { get; init; }

    /// <summary>SQL of a key's value as text, an aggregate over the key's rows.</summary>
    public required string Value { get; init; }

    /// <summary>Stored names of the events that count.</summary>
    public required IReadOnlySet<string> EventTypes { get; init; }

    /// <summary>True when the projection appends the events itself in the transaction of the rows, so that rows tell of events behind its checkpoint.</summary>
    public bool OwnEvents { get; init; }

    /// <summary>Takes one event in.</summary>
    public abstract void Fold(IDomainEvent data, DateTimeOffset recordedAt);

    /// <summary>The value of a key from what earlier events and these events say.</summary>
    public abstract string Combine(string earlier, string later);

    /// <summary>The rows' side of a value that was kept; null when no row should be left.</summary>
    public virtual string? Expected(string value) => value;

    /// <summary>What a value counts in the sum of all keys.</summary>
    public abstract long NumberOf(string value);

    /// <summary>A value for people.</summary>
    public virtual string Describe(string value) => value;

    /// <summary>True when rows that differ from the journal's own value are right all the same.</summary>
    public virtual Task<bool> IsRightAsync(NpgsqlConnection connection, IReadOnlyList<string> key, string journal, string rows, CancellationToken cancellationToken) =>
        Task.FromResult(false);

    /// <summary>Forgets what has been folded.</summary>
    public virtual void Clear() => _pending.Clear();

    /// <summary>What has been folded since the last <see cref="Clear"/>; the parts of a key are joined by <see cref="AuditKey.Separator"/>.</summary>
    public virtual IReadOnlyDictionary<string, string> Folded => _pending;

    /// <summary>Notes a key's value.</summary>
    protected void Note(string value, params ReadOnlySpan<string> key)
    {
        var joined = string.Join(AuditKey.Separator, key);
        _pending[joined] = _pending.TryGetValue(joined, out var earlier) ? Combine(earlier, value) : value;
    }
}
