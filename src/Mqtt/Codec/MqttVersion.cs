namespace MiyagiSensing.Mqtt.Codec;

/// <summary>Protocol level as CONNECT carries it (MQTT 5.0 section 3.1.2.2). Zero is no version.</summary>
public enum MqttVersion : byte
{
    /// <summary>MQTT 3.1.1.</summary>
    Mqtt311 = 4,

    /// <summary>MQTT 5.0.</summary>
    Mqtt5 = 5,
}
