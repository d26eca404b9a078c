namespace MiyagiSensing.Mqtt.Codec;

/// <summary>Which reason code tells the peer about a malformation (MQTT 5.0 section 4.13).</summary>
public static class MqttMalformationReasons
{
    /// <summary>The reason code for CONNACK or DISCONNECT; <see cref="MqttReasonCode.Success"/> for <see cref="MqttMalformation.None"/>.</summary>
    public static MqttReasonCode ToReasonCode(this MqttMalformation malformation) => malformation switch
    {
        MqttMalformation.None => MqttReasonCode.Success,
        MqttMalformation.PacketTooLarge => MqttReasonCode.PacketTooLarge,
        MqttMalformation.ProtocolVersionUnsupported or MqttMalformation.ProtocolNameUnknown => MqttReasonCode.UnsupportedProtocolVersion,
        MqttMalformation.TopicNameInvalid => MqttReasonCode.TopicNameInvalid,
        MqttMalformation.TopicFilterInvalid => MqttReasonCode.TopicFilterInvalid,
        MqttMalformation.PropertiesTooMany => MqttReasonCode.QuotaExceeded,
        MqttMalformation.PropertyDuplicate
            or MqttMalformation.PropertyNotAllowed
            or MqttMalformation.PropertyValueInvalid
            or MqttMalformation.PacketIdentifierZero
            or MqttMalformation.NoTopicFilter => MqttReasonCode.ProtocolError,
        _ => MqttReasonCode.MalformedPacket,
    };
}
