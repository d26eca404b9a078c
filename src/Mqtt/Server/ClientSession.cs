using System.Net;

namespace MiyagiSensing.Mqtt.Server;

/// <summary>One connected client. A session lives exactly as long as its network connection; nothing is kept for the next one.</summary>
/// <remarks>All members may be called from any thread. Abstract so that tests of an application can pass their own.</remarks>
public abstract class ClientSession
{
    /// <summary>Client identifier, never empty; unique among the connected sessions of a server.</summary>
    public required string ClientId { get; init; }

    /// <summary>What the application returned as <see cref="ConnectDecision.Identity"/>.</summary>
    public object? Identity { get; init; }

    /// <summary>Protocol version: 4 (MQTT 3.1.1) or 5 (MQTT 5.0).</summary>
    public required byte ProtocolVersion { get; init; }

    /// <summary>Where the client connected from; null on transports without addresses.</summary>
    public EndPoint? RemoteEndPoint { get; init; }

    /// <summary>
    /// Sends a message to this client if one of its subscriptions matches, at most once and at the lower of <paramref name="qualityOfService"/> and the granted QoS. Never blocks.
    /// </summary>
    /// <param name="topic">Topic name without wildcards.</param>
    /// <param name="payload">Payload; copied before the call returns.</param>
    /// <param name="qualityOfService">QoS 0 or 1; QoS 2 is lowered to 1.</param>
    /// <param name="retain">RETAIN flag to send.</param>
    /// <returns>
    /// True when the message has been queued to the connection. False when no subscription matches, the connection is ending, the message exceeds the client's
    /// maximum packet size, or the client reads too slowly (output limit or QoS 1 window full).
    /// </returns>
    public abstract bool TrySend(string topic, ReadOnlyMemory<byte> payload, MqttQualityOfService qualityOfService = MqttQualityOfService.AtMostOnce, bool retain = false);

    /// <summary>Closes the connection: a DISCONNECT with <paramref name="reason"/> for MQTT 5.0, none for MQTT 3.1.1. Returns at once; only the first call counts.</summary>
    public abstract void Close(MqttReasonCode reason);
}
