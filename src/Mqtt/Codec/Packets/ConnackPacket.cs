using MiyagiSensing.Mqtt.Codec.Properties;

namespace MiyagiSensing.Mqtt.Codec.Packets;

/// <summary>CONNACK: the answer to CONNECT (MQTT 5.0 section 3.2).</summary>
public sealed record ConnackPacket
{
    /// <summary>True when the server goes on with a stored session.</summary>
    public bool SessionPresent { get; init; }

    /// <summary>Outcome; the return codes of MQTT 3.1.1 are translated both ways to the nearest reason code.</summary>
    public required MqttReasonCode ReasonCode { get; init; }

    /// <summary>Properties; null when there are none, always null in MQTT 3.1.1.</summary>
    public MqttProperties? Properties { get; init; }
}
