namespace MiyagiSensing.Projections.Ledger;

/// <summary>What one device sent on one day, in readings (a dead letter counts as one), and what became of it.</summary>
public sealed record LedgerDay
{
    /// <summary>The day in Japan on which it arrived.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>All that arrived.</summary>
    public long Received { get; init; }

    /// <summary>Stored as true, in whole or in part.</summary>
    public long Stored { get; init; }

    /// <summary>The same again; nothing changed.</summary>
    public long Duplicate { get; init; }

    /// <summary>Kept apart, by reason: <c>future</c>, <c>japan_time_as_utc</c>, <c>clock_not_set</c>, <c>too_old</c>, <c>conflict</c>.</summary>
    public required IReadOnlyDictionary<string, long> Quarantined { get; init; }

    /// <summary>Not understood, by the class of the fault, for example <c>not_json</c>.</summary>
    public required IReadOnlyDictionary<string, long> DeadLettered { get; init; }

    /// <summary>Received less all the others: 0. Anything else is a fault of the platform.</summary>
    public long Unaccounted => Received - Stored - Duplicate - Quarantined.Values.Sum() - DeadLettered.Values.Sum();
}
