namespace MiyagiSensing.Mqtt.Client;

/// <summary>The connection ended before an answer came. Whether the server has taken the message is not known.</summary>
public sealed class MqttConnectionEndedException(MqttReasonCode reasonCode) : IOException($"The MQTT connection has ended: {reasonCode}.")
{
    /// <summary>As in <see cref="MqttClient.Closed"/>.</summary>
    public MqttReasonCode ReasonCode { get; } = reasonCode;
}
