using Microsoft.Extensions.Logging;

namespace MiyagiSensing.Projections;

/// <summary>Log lines of the projections; event ids 5000 to 5999.</summary>
internal static partial class ProjectionsLog
{
    [LoggerMessage(5000, LogLevel.Warning, "Projection {Name} stopped after position {Position} and will try again.")]
    public static partial void Stopped(ILogger logger, string name, long position, Exception exception);
}
