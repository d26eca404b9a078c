using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace MiyagiSensing.Mqtt.Server;

/// <summary>What a CONNECT packet asks for.</summary>
public sealed class ConnectRequest
{
    /// <summary>Client identifier; never empty here, the server has assigned one where the client left it out.</summary>
    public required string ClientId { get; init; }

    /// <summary>User name; null when the packet has none.</summary>
    public string? UserName { get; init; }

    /// <summary>Password bytes; null when the packet has none. Valid only during the call; never logged.</summary>
    public ReadOnlyMemory<byte>? Password { get; init; }

    /// <summary>Protocol version: 4 (MQTT 3.1.1) or 5 (MQTT 5.0).</summary>
    public required byte ProtocolVersion { get; init; }

    /// <summary>Topic of the will message; null when there is none. The application refuses the CONNECT when the client may not publish there.</summary>
    public string? WillTopic { get; init; }

    /// <summary>Where the client connects from; null on transports without addresses.</summary>
    public EndPoint? RemoteEndPoint { get; init; }

    /// <summary>The client's certificate, when TLS asked for one.</summary>
    public X509Certificate2? ClientCertificate { get; init; }
}
