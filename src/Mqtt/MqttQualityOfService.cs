namespace MiyagiSensing.Mqtt;

/// <summary>Delivery guarantee of an application message (MQTT 5.0 section 4.3).</summary>
public enum MqttQualityOfService : byte
{
    /// <summary>QoS 0: fire and forget.</summary>
    AtMostOnce = 0,

    /// <summary>QoS 1: acknowledged by PUBACK.</summary>
    AtLeastOnce = 1,

    /// <summary>QoS 2: PUBREC, PUBREL, PUBCOMP.</summary>
    ExactlyOnce = 2,
}
