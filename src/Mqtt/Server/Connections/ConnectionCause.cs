namespace MiyagiSensing.Mqtt.Server.Connections;

/// <summary>Why a connection ends.</summary>
/// <param name="End">Who ended it.</param>
/// <param name="Reason">Reason code of the DISCONNECT received, or of the one to send.</param>
internal sealed record ConnectionCause(ConnectionEnd End, MqttReasonCode Reason)
{
    public static readonly ConnectionCause Lost = new(ConnectionEnd.ConnectionLost, MqttReasonCode.UnspecifiedError);

    /// <summary>The peer is told why only when it is the server that ends the connection.</summary>
    public bool IsTold => End is not (ConnectionEnd.ClientDisconnected or ConnectionEnd.ConnectionLost);

    /// <summary>MQTT-3.14.4-3: only a DISCONNECT with success discards the will.</summary>
    public bool PublishesWill => End != ConnectionEnd.ClientDisconnected || Reason != MqttReasonCode.Success;

    public static ConnectionCause Protocol(MqttReasonCode reason) => new(ConnectionEnd.ProtocolError, reason);

    public static ConnectionCause Server(MqttReasonCode reason) => new(ConnectionEnd.ServerClosed, reason);
}
