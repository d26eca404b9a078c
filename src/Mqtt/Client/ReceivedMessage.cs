namespace MiyagiSensing.Mqtt.Client;

/// <summary>One application message that the server has sent to a client.</summary>
/// <param name="Topic">Topic name.</param>
/// <param name="Payload">Payload, a copy that stays valid.</param>
/// <param name="QualityOfService">QoS 0 or 1; a QoS 1 message has been acknowledged when it is handed out.</param>
/// <param name="Retain">RETAIN flag.</param>
public sealed record ReceivedMessage(string Topic, ReadOnlyMemory<byte> Payload, MqttQualityOfService QualityOfService, bool Retain);
