namespace MiyagiSensing.EventStore.Archive;

/// <summary>The outcome of a verification of the archive.</summary>
/// <param name="Files">Files that hold positions of the range.</param>
/// <param name="Blocks">Blocks read and compared with their hashes.</param>
/// <param name="Events">Events in them.</param>
/// <param name="Readings">Stored readings in them.</param>
/// <param name="Findings">Places that are wrong.</param>
public sealed record ArchiveReport(long Files, long Blocks, long Events, long Readings, long Findings);
