using MiyagiSensing.Mqtt.Codec.Properties;

namespace MiyagiSensing.Mqtt.Codec.Packets;

/// <summary>CONNECT: the first packet of a connection (MQTT 5.0 section 3.1). Not a record, so that its password cannot end up in a printed one.</summary>
public sealed class ConnectPacket
{
    /// <summary>Protocol version of the whole connection.</summary>
    public required MqttVersion Version { get; init; }

    /// <summary>Clean start (MQTT 5.0) or clean session (3.1.1).</summary>
    public bool CleanStart { get; init; } = true;

    /// <summary>Keep-alive in seconds, 0 to 65,535; 0 turns it off.</summary>
    public ushort KeepAliveSeconds { get; init; }

    /// <summary>Client identifier; empty asks the server to choose one.</summary>
    public required string ClientId { get; init; }

    /// <summary>Will message; null when there is none.</summary>
    public MqttWill? Will { get; init; }

    /// <summary>User name; null when there is none.</summary>
    public string? UserName { get; init; }

    /// <summary>Password, 0 to 65,535 bytes; null when there is none.</summary>
    public ReadOnlyMemory<byte>? Password { get; init; }

    /// <summary>Properties; null when there are none, always null in MQTT 3.1.1.</summary>
    public MqttProperties? Properties { get; init; }
}
