namespace MiyagiSensing.EventStore.Seals;

/// <summary>One place at which the store is not what was sealed.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Seal">Number of the seal, from 1; 0 for an event below position 1, which no seal covers.</param>
/// <param name="Position">The event's position; the seal's first position when the seal itself is wrong.</param>
/// <param name="Stream">The event's stream as it stands now; null for a row that is gone and for seals.</param>
/// <param name="Type">The event's type as it stands now; null likewise.</param>
/// <param name="Id">The event's id as it stands now; null likewise.</param>
public sealed record SealFinding(SealFindingKind Kind, long Seal, long Position, string? Stream = null, string? Type = null, Guid? Id = null);
