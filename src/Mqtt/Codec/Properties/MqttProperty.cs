namespace MiyagiSensing.Mqtt.Codec.Properties;

/// <summary>Property identifiers (MQTT 5.0 table 2-4). The packets that may have each, its type and range stand in <see cref="PropertyRules"/>.</summary>
public enum MqttProperty : byte
{
    /// <summary>No property.</summary>
    None = 0x00,

    /// <summary>0x01: 1 when the payload is UTF-8 text.</summary>
    PayloadFormatIndicator = 0x01,

    /// <summary>0x02: lifetime of the message in seconds.</summary>
    MessageExpiryInterval = 0x02,

    /// <summary>0x03: content type of the payload, text.</summary>
    ContentType = 0x03,

    /// <summary>0x08: topic name for a response, text.</summary>
    ResponseTopic = 0x08,

    /// <summary>0x09: request identifier, binary.</summary>
    CorrelationData = 0x09,

    /// <summary>0x0B: number of a subscription, 1 to 268,435,455.</summary>
    SubscriptionIdentifier = 0x0B,

    /// <summary>0x11: seconds that a session outlives its connection; 0xFFFFFFFF is forever.</summary>
    SessionExpiryInterval = 0x11,

    /// <summary>0x12: client identifier that the server has chosen, text.</summary>
    AssignedClientIdentifier = 0x12,

    /// <summary>0x13: keep-alive in seconds that replaces the client's.</summary>
    ServerKeepAlive = 0x13,

    /// <summary>0x15: name of an extended authentication method, text.</summary>
    AuthenticationMethod = 0x15,

    /// <summary>0x16: data of the method, binary.</summary>
    AuthenticationData = 0x16,

    /// <summary>0x17: 0 when the client wants no reason strings.</summary>
    RequestProblemInformation = 0x17,

    /// <summary>0x18: seconds between the end of the connection and the will.</summary>
    WillDelayInterval = 0x18,

    /// <summary>0x19: 1 when the client asks for response information.</summary>
    RequestResponseInformation = 0x19,

    /// <summary>0x1A: basis for response topics, text.</summary>
    ResponseInformation = 0x1A,

    /// <summary>0x1C: another server to use, text.</summary>
    ServerReference = 0x1C,

    /// <summary>0x1F: explanation for people, text.</summary>
    ReasonString = 0x1F,

    /// <summary>0x21: how many unacknowledged QoS 1 and 2 PUBLISHes the sender of the property takes, 1 to 65,535.</summary>
    ReceiveMaximum = 0x21,

    /// <summary>0x22: highest topic alias that the sender of the property takes; 0 is none.</summary>
    TopicAliasMaximum = 0x22,

    /// <summary>0x23: number that stands for a topic, 1 to 65,535.</summary>
    TopicAlias = 0x23,

    /// <summary>0x24: highest QoS that the server takes, 0 or 1; 2 when absent.</summary>
    MaximumQoS = 0x24,

    /// <summary>0x25: 0 when the server retains nothing.</summary>
    RetainAvailable = 0x25,

    /// <summary>0x26: name and value, free; may repeat.</summary>
    UserProperty = 0x26,

    /// <summary>0x27: largest packet in bytes that the sender of the property takes, at least 1.</summary>
    MaximumPacketSize = 0x27,

    /// <summary>0x28: 0 when the server refuses wildcard filters.</summary>
    WildcardSubscriptionAvailable = 0x28,

    /// <summary>0x29: 0 when the server refuses subscription identifiers.</summary>
    SubscriptionIdentifierAvailable = 0x29,

    /// <summary>0x2A: 0 when the server refuses shared subscriptions.</summary>
    SharedSubscriptionAvailable = 0x2A,
}
