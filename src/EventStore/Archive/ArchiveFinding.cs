namespace MiyagiSensing.EventStore.Archive;

/// <summary>One place at which the archive is not what was archived.</summary>
/// <param name="File">Name of the file within the archive folder.</param>
/// <param name="From">First position that is concerned.</param>
/// <param name="To">Last position that is concerned.</param>
/// <param name="Problem">What is wrong and what to do, for people.</param>
public sealed record ArchiveFinding(string File, long From, long To, string Problem);
