using MiyagiSensing.Mqtt.Codec.Properties;

namespace MiyagiSensing.Mqtt.Codec.Packets;

/// <summary>UNSUBSCRIBE (MQTT 5.0 section 3.10).</summary>
public sealed record UnsubscribePacket
{
    /// <summary>Packet identifier, 1 to 65,535.</summary>
    public required ushort PacketId { get; init; }

    /// <summary>At least one topic filter, valid by section 4.7.1.</summary>
    public required IReadOnlyList<string> TopicFilters { get; init; }

    /// <summary>Properties; null when there are none, always null in MQTT 3.1.1.</summary>
    public MqttProperties? Properties { get; init; }
}
