namespace MiyagiSensing.Mqtt.Codec;

/// <summary>The ways in which bytes fail to be an MQTT packet.</summary>
public enum MqttMalformation
{
    /// <summary>Nothing is wrong.</summary>
    None,

    /// <summary>Packet type 0, or AUTH in MQTT 3.1.1 (MQTT 5.0 section 2.1.2).</summary>
    PacketTypeReserved,

    /// <summary>Fixed header flags differ from the values of table 2-2 (MQTT-2.1.3-1).</summary>
    FlagsReserved,

    /// <summary>The remaining length has a fifth byte (MQTT 5.0 section 2.1.4).</summary>
    RemainingLengthTooLong,

    /// <summary>The packet is larger than the reader's limit.</summary>
    PacketTooLarge,

    /// <summary>A field ends beyond the end of the packet, or a required field is missing.</summary>
    FieldBeyondPacket,

    /// <summary>Bytes remain after the last field.</summary>
    TrailingBytes,

    /// <summary>A variable byte integer has more than four bytes or more than it needs (MQTT-1.5.5-1).</summary>
    VariableByteIntegerInvalid,

    /// <summary>A string is not well-formed UTF-8, surrogates included (MQTT-1.5.4-1).</summary>
    TextNotUtf8,

    /// <summary>A string contains U+0000 (MQTT-1.5.4-2).</summary>
    TextContainsNull,

    /// <summary>The protocol name is not "MQTT" (MQTT-3.1.2-1).</summary>
    ProtocolNameUnknown,

    /// <summary>The protocol level is neither 4 nor 5 (MQTT-3.1.2-2).</summary>
    ProtocolVersionUnsupported,

    /// <summary>The reserved bit of the connect flags is set (MQTT-3.1.2-3).</summary>
    ConnectFlagsReserved,

    /// <summary>Will QoS is 3, or will QoS or retain is set without a will (MQTT-3.1.2-11 to 13).</summary>
    WillFlagsInvalid,

    /// <summary>MQTT 3.1.1: a password without a user name (MQTT-3.1.2-22).</summary>
    PasswordWithoutUserName,

    /// <summary>The acknowledge flags of CONNACK are neither 0 nor 1 (MQTT-3.2.2-1).</summary>
    ConnackFlagsInvalid,

    /// <summary>The reason or return code is not one that the version defines.</summary>
    ReasonCodeUnknown,

    /// <summary>PUBLISH with both QoS bits set (MQTT-3.3.1-4).</summary>
    QualityOfServiceInvalid,

    /// <summary>PUBLISH with DUP at QoS 0 (MQTT-3.3.1-2).</summary>
    DuplicateAtQoS0,

    /// <summary>The packet identifier is 0 (MQTT-2.2.1-3).</summary>
    PacketIdentifierZero,

    /// <summary>A topic name is empty, or has wildcards (MQTT-3.3.2-2, MQTT-4.7.3-1).</summary>
    TopicNameInvalid,

    /// <summary>A topic filter is empty or has a wildcard where none may be (MQTT-4.7.1-1, MQTT-4.7.1-2).</summary>
    TopicFilterInvalid,

    /// <summary>SUBSCRIBE, UNSUBSCRIBE or an answer to them without any entry (MQTT-3.8.3-2, MQTT-3.10.3-2).</summary>
    NoTopicFilter,

    /// <summary>Subscription options with reserved bits, QoS 3 or retain handling 3 (MQTT-3.8.3-5).</summary>
    SubscriptionOptionsInvalid,

    /// <summary>An identifier that is no property (MQTT 5.0 section 2.2.2.2).</summary>
    PropertyUnknown,

    /// <summary>A property that this packet type may not have.</summary>
    PropertyNotAllowed,

    /// <summary>A property that may occur once occurs twice.</summary>
    PropertyDuplicate,

    /// <summary>A property value outside the range that the standard gives it.</summary>
    PropertyValueInvalid,

    /// <summary>More user properties than the reader accepts in one packet.</summary>
    PropertiesTooMany,
}
