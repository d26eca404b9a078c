using Microsoft.Extensions.Logging;

namespace MiyagiSensing.Projections;

/// <summary>Log lines of the projections; event ids 5000 to 5999.</summary>
internal static partial class ProjectionsLog
{
    [LoggerMessage(5000, LogLevel.Warning, "Projection {Name} stopped after position {Position} and will try again.")]
    public static partial void Stopped(ILogger logger, string name, long position, Exception exception);

    [LoggerMessage(
        5001, LogLevel.Information,
        "The rows of projection {Name} were replaced after position {Position}, as a rebuild does; it reads the new ones and goes on. Unless somebody gave ./miyagi projection rebuild, another node has taken it over.")]
    public static partial void RowsReplaced(ILogger logger, string name, long position);

    [LoggerMessage(5010, LogLevel.Information, "History is read up to position {Position} of {Goal}; devices are let in when it is there.")]
    public static partial void HistoryCatchesUp(ILogger logger, long position, long goal);

    [LoggerMessage(5011, LogLevel.Warning, "History stands still at position {Position} of {Goal}; old identities are looked up in the journal until it goes on, which is slower.")]
    public static partial void HistoryStandsStill(ILogger logger, long position, long goal);

    [LoggerMessage(5012, LogLevel.Warning, "Old identities could not be looked up (attempt {Attempt}); nothing is acknowledged until they can: {Reason}")]
    public static partial void IdentitiesNotRead(ILogger logger, int attempt, string reason);

    [LoggerMessage(5020, LogLevel.Warning, "InfluxDB refuses {Field}: {Reason}. Such values are left out of InfluxDB and counted (miyagi.timeseries.left_out); the journal has them. This is said once.")]
    public static partial void LeftOut(ILogger logger, string field, string reason);

    [LoggerMessage(5021, LogLevel.Debug, "InfluxDB refuses this line: {Line}")]
    public static partial void LineLeftOut(ILogger logger, string line);

    [LoggerMessage(5022, LogLevel.Warning, "InfluxDB had no database, so it was made. New points go in; what it held before is written again by: ./miyagi timeseries rebuild")]
    public static partial void DatabaseMade(ILogger logger);

    [LoggerMessage(5023, LogLevel.Information, "Writing to InfluxDB once more what followed position {From}, up to {To}.")]
    public static partial void SendingAgain(ILogger logger, long from, long to);

    [LoggerMessage(5090, LogLevel.Error, "Projection {Name} can't take in event {Position} ({Type}) and stands before it. See: ./miyagi projection list.")]
    public static partial void PoisonMet(ILogger logger, string name, long position, string type, Exception exception);

    [LoggerMessage(5091, LogLevel.Warning, "The audit of the projections was interrupted: {Reason}")]
    public static partial void AuditInterrupted(ILogger logger, string reason);
}
