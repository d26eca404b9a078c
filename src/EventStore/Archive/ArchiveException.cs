namespace MiyagiSensing.EventStore.Archive;

/// <summary>An archived day can't be read: its file is missing or is not what was written. Whoever reads it stops; nothing is passed over.</summary>
public sealed class ArchiveException(string message, Exception? inner = null) : IOException(message, inner);
