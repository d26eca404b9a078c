namespace MiyagiSensing.Mqtt.Client;

/// <summary>The server answered CONNECT with a refusal.</summary>
public sealed class MqttConnectRefusedException(MqttReasonCode reasonCode, string? reasonText)
    : Exception($"The server refuses the connection: {reasonCode}{(reasonText is null ? string.Empty : $", {reasonText}")}.")
{
    /// <summary>Reason code; for MQTT 3.1.1 the nearest to the return code.</summary>
    public MqttReasonCode ReasonCode { get; } = reasonCode;
}
