using MiyagiSensing.Domain.Events;

namespace MiyagiSensing.EventStore.Archive;

/// <summary>What became of a day that was to be archived.</summary>
/// <param name="Stream">The journal stream.</param>
/// <param name="Day">Its day, UTC.</param>
/// <param name="Archived">What moved; null when nothing did.</param>
/// <param name="Waits">What the day waits for, or why its rows can't be trusted to a file; empty when it was archived.</param>
public sealed record ArchiveOutcome(string Stream, DateOnly Day, JournalDayArchived? Archived, IReadOnlyList<string> Waits);
