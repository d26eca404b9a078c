using Microsoft.Extensions.Logging;

namespace MiyagiSensing.Api;

/// <summary>Log lines of this project; event ids 6000 to 6999.</summary>
internal static partial class ApiLog
{
    [LoggerMessage(6000, LogLevel.Warning, "{Path} was answered with 503, because what it reads from is away.")]
    public static partial void SourceAway(ILogger logger, string path, Exception failure);
}
