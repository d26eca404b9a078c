using MiyagiSensing.Mqtt.Codec.Properties;

namespace MiyagiSensing.Mqtt.Codec.Packets;

/// <summary>DISCONNECT or AUTH (MQTT 5.0 sections 3.14 and 3.15).</summary>
/// <param name="Type"><see cref="MqttPacketType.Disconnect"/> or <see cref="MqttPacketType.Auth"/>.</param>
/// <param name="ReasonCode">Why; always success in MQTT 3.1.1.</param>
/// <param name="Properties">Properties; null when there are none, always null in MQTT 3.1.1.</param>
public readonly record struct ReasonPacket(MqttPacketType Type, MqttReasonCode ReasonCode = MqttReasonCode.Success, MqttProperties? Properties = null);
