using MiyagiSensing.Mqtt.Codec.Properties;

namespace MiyagiSensing.Mqtt.Codec.Packets;

/// <summary>PUBACK, PUBREC, PUBREL or PUBCOMP (MQTT 5.0 sections 3.4 to 3.7).</summary>
/// <param name="Type">Which of the four.</param>
/// <param name="PacketId">Identifier of the PUBLISH, 1 to 65,535.</param>
/// <param name="ReasonCode">Outcome; always success in MQTT 3.1.1.</param>
/// <param name="Properties">Properties; null when there are none, always null in MQTT 3.1.1.</param>
public readonly record struct AcknowledgementPacket(
    MqttPacketType Type,
    ushort PacketId,
    MqttReasonCode ReasonCode = MqttReasonCode.Success,
    MqttProperties? Properties = null);
