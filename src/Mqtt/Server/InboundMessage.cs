using System.Buffers;

namespace MiyagiSensing.Mqtt.Server;

/// <summary>One application message that a client has published, or its will. Valid only during <see cref="IMqttApplication.PublishAsync"/>.</summary>
public readonly record struct InboundMessage
{
    /// <summary>Topic name, valid by MQTT 5.0 section 4.7 and without wildcards. The same instance again when a connection repeats a topic.</summary>
    public required string Topic { get; init; }

    /// <summary>Payload, 0 bytes to the maximum packet size; a slice of the receive buffer, so copy what must outlive the call.</summary>
    public required ReadOnlySequence<byte> Payload { get; init; }

    /// <summary>QoS that the message was sent with.</summary>
    public MqttQualityOfService QualityOfService { get; init; }

    /// <summary>The RETAIN flag. The server itself retains nothing.</summary>
    public bool Retain { get; init; }

    /// <summary>Content type (MQTT 5.0); null when absent.</summary>
    public string? ContentType { get; init; }

    /// <summary>True when this is the will message of a connection that ended without a normal DISCONNECT.</summary>
    public bool IsWill { get; init; }
}
