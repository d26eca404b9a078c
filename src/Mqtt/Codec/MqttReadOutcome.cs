namespace MiyagiSensing.Mqtt.Codec;

/// <summary>What became of an attempt to read one packet from a stream.</summary>
public enum MqttReadOutcome
{
    /// <summary>A whole packet was there.</summary>
    Complete,

    /// <summary>The packet is right so far but more bytes are needed; nothing was consumed.</summary>
    Incomplete,

    /// <summary>No further byte can make this a packet; the connection has to end.</summary>
    Malformed,
}
