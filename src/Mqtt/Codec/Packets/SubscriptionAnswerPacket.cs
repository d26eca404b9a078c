using MiyagiSensing.Mqtt.Codec.Properties;

namespace MiyagiSensing.Mqtt.Codec.Packets;

/// <summary>SUBACK or UNSUBACK (MQTT 5.0 sections 3.9 and 3.11).</summary>
public sealed record SubscriptionAnswerPacket
{
    /// <summary><see cref="MqttPacketType.Suback"/> or <see cref="MqttPacketType.Unsuback"/>.</summary>
    public required MqttPacketType Type { get; init; }

    /// <summary>Identifier of the packet that is answered, 1 to 65,535.</summary>
    public required ushort PacketId { get; init; }

    /// <summary>One code for each entry of that packet, in its order; empty for an UNSUBACK of MQTT 3.1.1.</summary>
    public required IReadOnlyList<MqttReasonCode> ReasonCodes { get; init; }

    /// <summary>Properties; null when there are none, always null in MQTT 3.1.1.</summary>
    public MqttProperties? Properties { get; init; }
}
