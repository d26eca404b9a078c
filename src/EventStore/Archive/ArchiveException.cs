namespace MiyagiSensing.EventStore.Archive;

/// <summary>An archived day can't be read, since its file is missing or is not what was written, or none can be archived now. Whoever needs it stops; nothing is passed over.</summary>
public sealed class ArchiveException(string message, Exception? inner = null) : IOException(message, inner);
