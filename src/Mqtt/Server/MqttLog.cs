using System.Net;
using Microsoft.Extensions.Logging;
using MiyagiSensing.Mqtt.Codec;

namespace MiyagiSensing.Mqtt.Server;

/// <summary>What the server writes down; event ids 3000 to 3999. Passwords and payloads are never logged.</summary>
internal static partial class MqttLog
{
    [LoggerMessage(3000, LogLevel.Debug, "{RemoteEndPoint}: connection closed before a CONNECT was complete")]
    public static partial void NoConnect(this ILogger log, EndPoint? remoteEndPoint);

    [LoggerMessage(3001, LogLevel.Information, "{RemoteEndPoint}: no CONNECT within {Timeout}")]
    public static partial void ConnectTimedOut(this ILogger log, EndPoint? remoteEndPoint, TimeSpan timeout);

    [LoggerMessage(3002, LogLevel.Information, "{RemoteEndPoint}: what came first is no CONNECT: {PacketType}, {Malformation}")]
    public static partial void ConnectMalformed(this ILogger log, EndPoint? remoteEndPoint, MqttPacketType packetType, MqttMalformation malformation);

    /// <summary>Without the client identifier: nobody knows yet whose it is, and it may be a person's.</summary>
    [LoggerMessage(3003, LogLevel.Information, "{RemoteEndPoint}: CONNECT refused, {ReasonCode}")]
    public static partial void ConnectRefused(this ILogger log, EndPoint? remoteEndPoint, MqttReasonCode reasonCode);

    [LoggerMessage(3010, LogLevel.Debug, "{ClientId} from {RemoteEndPoint}: connected with {Version}")]
    public static partial void Connected(this ILogger log, string clientId, EndPoint? remoteEndPoint, MqttVersion version);

    [LoggerMessage(3011, LogLevel.Debug, "{ClientId}: ended, {End}, {ReasonCode}")]
    public static partial void Ended(this ILogger log, string clientId, ConnectionEnd end, MqttReasonCode reasonCode);

    [LoggerMessage(3012, LogLevel.Information, "{ClientId}: {PacketType} is malformed: {Malformation}")]
    public static partial void Malformed(this ILogger log, string clientId, MqttPacketType packetType, MqttMalformation malformation);

    [LoggerMessage(3020, LogLevel.Warning, "{ClientId}: cut off, it has read nothing for {Timeout} while output waited")]
    public static partial void OutputStalled(this ILogger log, string clientId, TimeSpan timeout);

    [LoggerMessage(3021, LogLevel.Warning, "{ClientId}: cut off, more than {Bytes} bytes wait for it")]
    public static partial void OutputOverflowed(this ILogger log, string clientId, int bytes);

    [LoggerMessage(3030, LogLevel.Error, "{ClientId}: the application failed in {Call}")]
    public static partial void ApplicationFailed(this ILogger log, Exception exception, string clientId, string call);
}
