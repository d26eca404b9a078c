namespace MiyagiSensing.Mqtt.Codec.Packets;

/// <summary>One entry of a SUBSCRIBE (MQTT 5.0 section 3.8.3).</summary>
/// <param name="TopicFilter">Topic filter, valid by section 4.7.1.</param>
/// <param name="QualityOfService">Highest QoS at which the client wants the messages.</param>
/// <param name="NoLocal">MQTT 5.0: do not send the client its own messages.</param>
/// <param name="RetainAsPublished">MQTT 5.0: keep the RETAIN flag when forwarding.</param>
/// <param name="RetainHandling">MQTT 5.0: 0 send retained messages, 1 only for a new subscription, 2 never.</param>
public readonly record struct SubscriptionRequest(
    string TopicFilter,
    MqttQualityOfService QualityOfService,
    bool NoLocal = false,
    bool RetainAsPublished = false,
    byte RetainHandling = 0);
