namespace MiyagiSensing.Mqtt.Server;

/// <summary>The application's answer to one topic filter of a SUBSCRIBE.</summary>
/// <param name="ReasonCode"><see cref="MqttReasonCode.Success"/> (granted QoS 0), <see cref="MqttReasonCode.GrantedQoS1"/>, <see cref="MqttReasonCode.GrantedQoS2"/>, or a failure.</param>
public readonly record struct SubscribeDecision(MqttReasonCode ReasonCode);
