using System.Buffers;
using MiyagiSensing.Mqtt.Codec.Properties;

namespace MiyagiSensing.Mqtt.Codec.Packets;

/// <summary>PUBLISH: an application message (MQTT 5.0 section 3.3). A view on the receive buffer, nothing is copied.</summary>
public readonly ref struct PublishPacket
{
    /// <summary>Topic name, valid UTF-8 without wildcards; empty only in MQTT 5.0 beside a topic alias.</summary>
    public required ReadOnlySpan<byte> Topic { get; init; }

    /// <summary>Payload.</summary>
    public required ReadOnlySequence<byte> Payload { get; init; }

    /// <summary>QoS.</summary>
    public MqttQualityOfService QualityOfService { get; init; }

    /// <summary>RETAIN flag.</summary>
    public bool Retain { get; init; }

    /// <summary>DUP flag: the sender may have sent this before; never set at QoS 0.</summary>
    public bool Duplicate { get; init; }

    /// <summary>Packet identifier, 1 to 65,535; 0 at QoS 0, which has none.</summary>
    public ushort PacketId { get; init; }

    /// <summary>Properties; null when there are none, always null in MQTT 3.1.1.</summary>
    public MqttProperties? Properties { get; init; }
}
