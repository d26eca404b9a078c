namespace MiyagiSensing.Mqtt.Codec;

/// <summary>Control packet types: the high four bits of the first byte (MQTT 5.0 section 2.1.2).</summary>
public enum MqttPacketType : byte
{
    /// <summary>0: forbidden on the wire.</summary>
    Reserved = 0,

    /// <summary>1: client asks to connect.</summary>
    Connect = 1,

    /// <summary>2: answer to CONNECT.</summary>
    Connack = 2,

    /// <summary>3: application message, both directions.</summary>
    Publish = 3,

    /// <summary>4: QoS 1 acknowledgement.</summary>
    Puback = 4,

    /// <summary>5: QoS 2, first answer.</summary>
    Pubrec = 5,

    /// <summary>6: QoS 2, release.</summary>
    Pubrel = 6,

    /// <summary>7: QoS 2, complete.</summary>
    Pubcomp = 7,

    /// <summary>8: client asks for subscriptions.</summary>
    Subscribe = 8,

    /// <summary>9: answer to SUBSCRIBE.</summary>
    Suback = 9,

    /// <summary>10: client gives up subscriptions.</summary>
    Unsubscribe = 10,

    /// <summary>11: answer to UNSUBSCRIBE.</summary>
    Unsuback = 11,

    /// <summary>12: client is alive.</summary>
    Pingreq = 12,

    /// <summary>13: answer to PINGREQ.</summary>
    Pingresp = 13,

    /// <summary>14: end of the connection; from the server in MQTT 5.0 only.</summary>
    Disconnect = 14,

    /// <summary>15: extended authentication; MQTT 5.0 only.</summary>
    Auth = 15,
}
