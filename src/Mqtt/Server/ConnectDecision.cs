namespace MiyagiSensing.Mqtt.Server;

/// <summary>The application's answer to a CONNECT.</summary>
/// <param name="ReasonCode">MQTT 5.0 reason code; <see cref="MqttReasonCode.Success"/> lets the client in. The server translates it for MQTT 3.1.1.</param>
/// <param name="Identity">The application's own object for the session, found again as <see cref="ClientSession.Identity"/>; null on refusal.</param>
/// <param name="ReasonText">Reason string for an MQTT 5.0 client; null sends none. Must not tell an attacker which part was wrong.</param>
public sealed record ConnectDecision(MqttReasonCode ReasonCode, object? Identity = null, string? ReasonText = null);
