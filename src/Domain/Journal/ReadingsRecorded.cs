using MiyagiSensing.Domain.Events;

namespace MiyagiSensing.Domain.Journal;

/// <summary>
/// A journal block: the readings that one commit stored, in columns, with what was set aside and the tallies of the ledger. Stream
/// <c>journal:{partition}:{yyyyMMdd}</c>, the day in UTC. The JSON is laid out in <c>docs/wire-formats.md</c>.
/// </summary>
public sealed record ReadingsRecorded : IDomainEvent
{
    /// <summary>The stored readings, grouped by shape. A reading stands in exactly one group.</summary>
    public required IReadOnlyList<ReadingGroup> Groups { get; init; }

    /// <summary>Readings that were kept but not taken as true: quarantined by time, or in conflict with a value already stored.</summary>
    public IReadOnlyList<SetAsideReading> SetAside { get; init; } = [];

    /// <summary>
    /// What was received, by device and day, where that differs from what was stored. A device that stands in <see cref="Groups"/> but not here had every reading of the day stored.
    /// </summary>
    public IReadOnlyList<DeviceTally> Tallies { get; init; } = [];

    /// <summary>Number of stored readings in all groups.</summary>
    public int Count => Groups.Sum(group => group.Count);
}
