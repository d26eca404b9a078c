namespace MiyagiSensing.Domain.Ledger;

/// <summary>What the ledger counts. The numbers are stored: never changed.</summary>
public enum LedgerEntry
{
    /// <summary>All that arrived; the sum of the others.</summary>
    Received = 0,

    /// <summary>Stored as true, in whole or in part.</summary>
    Stored = 1,

    /// <summary>The same again; nothing changed.</summary>
    Duplicate = 2,

    /// <summary>Kept apart, none of it stored as true.</summary>
    Quarantined = 3,

    /// <summary>Could not be understood.</summary>
    DeadLettered = 4,
}
