using Microsoft.Extensions.Logging;

namespace MiyagiSensing.EventStore;

/// <summary>Log lines of the event store; event ids 4000 to 4999.</summary>
internal static partial class EventStoreLog
{
    [LoggerMessage(4000, LogLevel.Information, "Writer epoch {Epoch} taken; the store ends at position {Position}.")]
    public static partial void WriterOpened(ILogger logger, long epoch, long position);

    [LoggerMessage(4001, LogLevel.Warning, "The journal could not be written (attempt {Attempt}); nothing is acknowledged until it can: {Reason}")]
    public static partial void CommitFailed(ILogger logger, int attempt, string reason);

    [LoggerMessage(4002, LogLevel.Information, "The journal is written again after {Attempts} failed attempts.")]
    public static partial void WriterResumed(ILogger logger, int attempts);

    [LoggerMessage(4003, LogLevel.Warning, "Events after {Position} could not be read; trying again: {Reason}")]
    public static partial void FeedInterrupted(ILogger logger, long position, string reason);

    [LoggerMessage(4004, LogLevel.Warning, "The connection that hears of others' events was lost; trying again: {Reason}")]
    public static partial void ListenerInterrupted(ILogger logger, string reason);

    [LoggerMessage(4020, LogLevel.Warning, "Events could not be sealed; trying again: {Reason}")]
    public static partial void SealingInterrupted(ILogger logger, string reason);

    [LoggerMessage(4030, LogLevel.Information, "{Stream} is archived: {Events} events with {Readings} readings are in {File} ({FileBytes} bytes).")]
    public static partial void DayArchived(ILogger logger, string stream, long events, long readings, string file, long fileBytes);

    [LoggerMessage(4031, LogLevel.Information, "{Stream} is not archived yet: {Reason}")]
    public static partial void DayNotArchived(ILogger logger, string stream, string reason);

    [LoggerMessage(4032, LogLevel.Warning, "Old days could not be archived; trying again each hour: {Reason}")]
    public static partial void ArchivingInterrupted(ILogger logger, string reason);
}
