namespace MiyagiSensing.Domain.Ledger;

/// <summary>One number of the ledger.</summary>
/// <param name="Device">Device id.</param>
/// <param name="Day">The day in Japan on which it arrived.</param>
/// <param name="Entry">What was counted.</param>
/// <param name="Reason">Why, for <see cref="LedgerEntry.Quarantined"/> and <see cref="LedgerEntry.DeadLettered"/>; empty for the others.</param>
/// <param name="Count">Readings; a dead letter counts as one.</param>
public readonly record struct LedgerCount(string Device, DateOnly Day, LedgerEntry Entry, string Reason, long Count);
