using System.ComponentModel.DataAnnotations;

namespace MiyagiSensing.Mqtt.Server;

/// <summary>Bounds of the server, checked at start. All apply to one connection.</summary>
public sealed class MqttServerOptions
{
    /// <summary>Largest packet that is accepted, in bytes with fixed header; 64 KiB by default. Chosen: 1,000 readings of 60 bytes fit.</summary>
    [Range(1_024, 268_435_460)]
    public int MaximumPacketBytes { get; set; } = 64 * 1_024;

    /// <summary>Largest CONNECT that is accepted, in bytes; 4 KiB by default, since nobody is authenticated yet. A will must fit in.</summary>
    [Range(256, 268_435_460)]
    public int MaximumConnectBytes { get; set; } = 4 * 1_024;

    /// <summary>Time from the network connection to a whole CONNECT; 10 s by default.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest client identifier in bytes of UTF-8; 256 by default. MQTT-3.1.3-5 asks for at least 23.</summary>
    [Range(23, 65_535)]
    public int MaximumClientIdBytes { get; set; } = 256;

    /// <summary>
    /// QoS 1 messages that may wait for their PUBACK; 1,024 by default. MQTT 5.0 clients are told and disconnected when they send more, MQTT 3.1.1 clients are
    /// not read until there is room.
    /// </summary>
    [Range(1, 65_535)]
    public int ReceiveMaximum { get; set; } = 1_024;

    /// <summary>
    /// Longest keep-alive; 1 h by default, so that half-open connections go away. Replaces a longer one and 0 (none): MQTT 5.0 clients are told, MQTT 3.1.1 clients
    /// that are silent for 1.5 times as long are disconnected, which section 3.1.2.10 allows.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "18:12:15")]
    public TimeSpan MaximumKeepAlive { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Subscriptions of one session; 64 by default. One more is answered with 0x97.</summary>
    [Range(0, 65_535)]
    public int MaximumSubscriptions { get; set; } = 64;

    /// <summary>QoS 1 messages sent to a client and not acknowledged by it; 64 by default, less when the client's receive maximum is less.</summary>
    [Range(1, 65_535)]
    public int MaximumOutgoingInFlight { get; set; } = 64;

    /// <summary>Bytes that may wait for a client that does not read, beyond what the transport buffers; 256 KiB by default.</summary>
    [Range(1_024, int.MaxValue)]
    public int MaximumWaitingOutputBytes { get; set; } = 256 * 1_024;

    /// <summary>How long a client may not read at all while output waits; 30 s by default. Then it is cut off.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan OutputStallTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the last packets of a connection that is closing may take; 2 s by default.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan CloseTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a CONNECT waits for the end of the older connection with its client identifier; 5 s by default. Then it is refused with 0x89.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan TakeOverTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the application may take for the will and <see cref="IMqttApplication.DisconnectedAsync"/> together; 10 s by default.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan FarewellTimeout { get; set; } = TimeSpan.FromSeconds(10);
}
