using MiyagiSensing.Mqtt.Codec;

namespace MiyagiSensing.Mqtt.Server.Connections;

/// <summary>
/// The receipt for messages that get no PUBACK; one serves all QoS 0 messages of a connection. A refusal closes an MQTT 3.1.1 connection, as it would at
/// QoS 1; MQTT 5.0 lets the message fall.
/// </summary>
internal sealed class UnacknowledgedReceipt(ConnectionClosing closing, MqttVersion version) : PublishReceipt
{
    public override void Complete(MqttReasonCode reasonCode)
    {
        if (version == MqttVersion.Mqtt311 && reasonCode.IsFailure())
        {
            closing.Request(ConnectionCause.Server(reasonCode));
        }
    }
}
