namespace MiyagiSensing.Mqtt.Server;

/// <summary>
/// The application's promise to answer for one message. The server hands one out with each message; the PUBACK leaves after <see cref="Complete"/>, in the order
/// in which the connection's PUBLISHes came in, whatever the order of the calls.
/// </summary>
/// <remarks>Abstract so that tests of an application can pass their own. A receipt that is never completed holds back all later PUBACKs of its connection.</remarks>
public abstract class PublishReceipt
{
    /// <summary>
    /// Answers for the message; only the first call counts. Cheap, never blocks and never throws: it marks the receipt and leaves the writing to another thread.
    /// </summary>
    /// <param name="reasonCode">
    /// Below 0x80 acknowledges. A failure becomes the PUBACK's reason code for MQTT 5.0; MQTT 3.1.1 cannot say no, so it closes the connection there (MQTT-3.3.5-2).
    /// Ignored for QoS 0 in MQTT 5.0, and when the connection has ended.
    /// </param>
    public abstract void Complete(MqttReasonCode reasonCode);
}
