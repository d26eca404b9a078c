using System.Net.Security;
using MiyagiSensing.Mqtt.Codec;
using MiyagiSensing.Mqtt.Codec.Packets;

namespace MiyagiSensing.Mqtt.Client;

/// <summary>Where and as whom an <see cref="MqttClient"/> connects. Not a record, so that its password cannot end up in a printed one.</summary>
public sealed class MqttClientOptions
{
    /// <summary>Host name or address.</summary>
    public required string Host { get; init; }

    /// <summary>TCP port, 1 to 65,535; 1883 by default.</summary>
    public int Port { get; init; } = 1883;

    /// <summary>Protocol version; MQTT 5.0 by default.</summary>
    public MqttVersion Version { get; init; } = MqttVersion.Mqtt5;

    /// <summary>Client identifier; empty (the default) has the server choose one.</summary>
    public string ClientId { get; init; } = string.Empty;

    /// <summary>User name; null (the default) sends none.</summary>
    public string? UserName { get; init; }

    /// <summary>Password, sent as UTF-8; null (the default) sends none. MQTT 3.1.1 wants a user name beside it.</summary>
    public string? Password { get; init; }

    /// <summary>Keep-alive, whole seconds up to 65,535; 60 s by default, zero turns it off. A server of MQTT 5.0 may replace it.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Will message; null (the default) for none.</summary>
    public MqttWill? Will { get; init; }

    /// <summary>TLS settings; null (the default) connects without TLS. An empty target host is replaced by <see cref="Host"/>.</summary>
    public SslClientAuthenticationOptions? Tls { get; init; }

    /// <summary>Time for TCP, TLS and CONNACK together; 10 s by default.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>QoS 1 messages on their way at once, 1 to 65,535; 1,024 by default. Less when the server's receive maximum is less.</summary>
    public int MaximumInFlight { get; init; } = 1_024;

    /// <summary>Received messages kept for <see cref="MqttClient.Messages"/>; 1,024 by default. When full, the oldest is dropped.</summary>
    public int MaximumWaitingMessages { get; init; } = 1_024;

    /// <summary>Largest packet accepted from the server, in bytes; 1 MiB by default. Announced to a server of MQTT 5.0.</summary>
    public int MaximumPacketBytes { get; init; } = 1_024 * 1_024;

    /// <summary>Clock of timeouts and of the keep-alive; the system's by default.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
