using MiyagiSensing.Mqtt.Codec.Properties;

namespace MiyagiSensing.Mqtt.Codec.Packets;

/// <summary>SUBSCRIBE (MQTT 5.0 section 3.8).</summary>
public sealed record SubscribePacket
{
    /// <summary>Packet identifier, 1 to 65,535.</summary>
    public required ushort PacketId { get; init; }

    /// <summary>At least one entry.</summary>
    public required IReadOnlyList<SubscriptionRequest> Subscriptions { get; init; }

    /// <summary>Properties; null when there are none, always null in MQTT 3.1.1.</summary>
    public MqttProperties? Properties { get; init; }
}
