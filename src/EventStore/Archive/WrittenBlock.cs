namespace MiyagiSensing.EventStore.Archive;

/// <summary>A block as it was written, with what only its row and the manifest tell of it.</summary>
/// <param name="Place">Where it lies.</param>
/// <param name="RecordedAt">When its last event was stored.</param>
/// <param name="Readings">Stored readings in it.</param>
/// <param name="SetAside">Readings that were set aside in it.</param>
internal sealed record WrittenBlock(ArchivedBlock Place, DateTimeOffset RecordedAt, int Readings, int SetAside);
