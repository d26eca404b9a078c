namespace MiyagiSensing.Mqtt.Server;

/// <summary>How a session's network connection ended.</summary>
public enum ConnectionEnd
{
    /// <summary>The client sent DISCONNECT. Its will, if any, is discarded, unless the reason code was 0x04.</summary>
    ClientDisconnected,

    /// <summary>The network connection ended without DISCONNECT.</summary>
    ConnectionLost,

    /// <summary>The client was silent for 1.5 times its keep-alive.</summary>
    KeepAliveTimeout,

    /// <summary>The client broke the protocol or one of the server's limits.</summary>
    ProtocolError,

    /// <summary>A newer connection with the same client identifier replaced this one; the device is still online.</summary>
    TakenOver,

    /// <summary>The server or the application closed the connection, for example at a stop or on <see cref="ClientSession.Close"/>.</summary>
    ServerClosed,
}
