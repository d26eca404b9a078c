namespace MiyagiSensing.Domain.Events;

/// <summary>Somebody decided when journal days move to the archive. Stream <c>archive:policy</c>; the last one holds. Without any, all days stay.</summary>
/// <param name="Keep">True when all days stay in the table.</param>
/// <param name="AfterDays">Days after its end (UTC) at which a day moves, 1 or more; null when all stay.</param>
public sealed record ArchivePolicySet(bool Keep, int? AfterDays = null) : IDomainEvent;
