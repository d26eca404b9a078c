using Microsoft.Extensions.Logging;

namespace MiyagiSensing.Ingest;

/// <summary>Log lines of the intake; event ids 2000 to 2999.</summary>
internal static partial class IngestLog
{
    [LoggerMessage(2000, LogLevel.Information, "Identities of {Readings} readings in {Blocks} blocks recovered in {Milliseconds:0} ms.")]
    public static partial void IdentitiesRecovered(ILogger logger, int readings, int blocks, double milliseconds);

    [LoggerMessage(2001, LogLevel.Critical, "The journal can no longer be written by this process; it stops, and acknowledges nothing more.")]
    public static partial void JournalLost(ILogger logger, Exception exception);

    [LoggerMessage(2002, LogLevel.Warning, "Stopped with {Messages} messages waiting; they were not acknowledged, the devices will send them again.")]
    public static partial void StoppedWithMessagesWaiting(ILogger logger, int messages);
}
