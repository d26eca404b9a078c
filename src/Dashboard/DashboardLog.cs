using Microsoft.Extensions.Logging;

namespace MiyagiSensing.Dashboard;

/// <summary>Log lines of the dashboard; event ids 6000 to 6999. A tried name is not logged: people type passwords into that field.</summary>
internal static partial class DashboardLog
{
    [LoggerMessage(6000, LogLevel.Warning, "A sign-in from {Address} failed")]
    public static partial void SignInFailed(ILogger logger, string address);

    [LoggerMessage(6001, LogLevel.Warning, "A sign-in from {Address} was refused: too many failed tries")]
    public static partial void SignInThrottled(ILogger logger, string address);

    [LoggerMessage(6002, LogLevel.Warning, "The history of {Station} {Metric} could not be read")]
    public static partial void HistoryUnreadable(ILogger logger, Exception exception, string station, string metric);

    [LoggerMessage(6003, LogLevel.Warning, "{Path} could not be shown: {Reason}")]
    public static partial void StoreAway(ILogger logger, string path, string reason);

    [LoggerMessage(6010, LogLevel.Warning, "A fishing log could not be stored")]
    public static partial void LogNotStored(ILogger logger, Exception exception);
}
