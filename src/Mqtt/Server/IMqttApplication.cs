namespace MiyagiSensing.Mqtt.Server;

/// <summary>
/// What an application built on the server decides: who may connect, what happens with a PUBLISH, who may subscribe to what. The server handles the protocol and
/// never looks into a payload; the application never sees a socket.
/// </summary>
public interface IMqttApplication
{
    /// <summary>Decides on a CONNECT that is well-formed. Anything but success closes the connection after the CONNACK.</summary>
    ValueTask<ConnectDecision> ConnectAsync(ConnectRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Takes one application message in. <paramref name="message"/>, its topic and payload are valid only until the returned task completes; while it has not completed, the connection is
    /// not read (back-pressure, during which the keep-alive does not run out). The acknowledgement is separate: call <see cref="PublishReceipt.Complete"/> once, at any time, from any thread, also
    /// for QoS 0 (where nothing is sent).
    /// </summary>
    ValueTask PublishAsync(ClientSession session, InboundMessage message, PublishReceipt receipt, CancellationToken cancellationToken);

    /// <summary>Decides on one topic filter of a SUBSCRIBE: a granted QoS, or a failure code.</summary>
    SubscribeDecision Subscribe(ClientSession session, string topicFilter, MqttQualityOfService requested);

    /// <summary>Told once for each successful <see cref="ConnectAsync"/> when the network connection has ended.</summary>
    /// <param name="session">The session.</param>
    /// <param name="end">How it ended; a will message, where due, has been handed to <see cref="PublishAsync"/> before.</param>
    /// <param name="cancellationToken">Signalled after <see cref="MqttServerOptions.FarewellTimeout"/>, in which the will is included.</param>
    ValueTask DisconnectedAsync(ClientSession session, ConnectionEnd end, CancellationToken cancellationToken);
}
