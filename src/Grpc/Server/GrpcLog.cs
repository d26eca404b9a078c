using Microsoft.Extensions.Logging;

namespace MiyagiSensing.Grpc.Server;

/// <summary>Log lines of this project; event ids 5000 to 5999.</summary>
internal static partial class GrpcLog
{
    [LoggerMessage(5000, LogLevel.Error, "The handler of {Method} failed.")]
    public static partial void HandlerFailed(ILogger logger, string method, Exception failure);
}
