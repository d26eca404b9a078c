using MiyagiSensing.Mqtt.Codec.Properties;

namespace MiyagiSensing.Mqtt.Codec.Packets;

/// <summary>The message that a server publishes for a client whose connection is lost (MQTT 5.0 section 3.1.2.5).</summary>
public sealed class MqttWill
{
    /// <summary>Topic name.</summary>
    public required string Topic { get; init; }

    /// <summary>Payload, 0 to 65,535 bytes.</summary>
    public ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>QoS of the message.</summary>
    public MqttQualityOfService QualityOfService { get; init; }

    /// <summary>RETAIN flag of the message.</summary>
    public bool Retain { get; init; }

    /// <summary>Will properties; null when there are none, always null in MQTT 3.1.1.</summary>
    public MqttProperties? Properties { get; init; }
}
