using Microsoft.Extensions.Logging;
using MiyagiSensing.Gateway.Access;

namespace MiyagiSensing.Gateway;

/// <summary>Log lines of the gateway; event ids 1000 to 1999. None holds a secret, a payload of an event, or a person's id.</summary>
internal static partial class GatewayLog
{
    [LoggerMessage(1000, LogLevel.Warning, "{Client} at {Address} was refused: {Reason} {Topic}")]
    public static partial void Refused(ILogger logger, string? client, string? address, RefusalReason reason, string? topic);

    [LoggerMessage(1001, LogLevel.Warning, "{Count} more refusals were counted but not logged one by one.")]
    public static partial void RefusalsHeldBack(ILogger logger, int count);

    [LoggerMessage(1002, LogLevel.Debug, "{Count} dead letters from {Device} on {Topic}; the first: {Reason}.")]
    public static partial void DeadLettered(ILogger logger, int count, string device, string topic, string reason);

    [LoggerMessage(1003, LogLevel.Warning, "The key store can't be asked ({Error}); an RTK session waits for it and is not acknowledged.")]
    public static partial void KeyStoreAway(ILogger logger, string error);

    [LoggerMessage(1010, LogLevel.Warning, "The event store can't be reached ({Error}); a fishing log waits for it and is not acknowledged.")]
    public static partial void StoreAway(ILogger logger, string error);
}
