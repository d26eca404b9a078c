namespace MiyagiSensing.Mqtt.Codec.Packets;

/// <summary>PINGREQ and PINGRESP have a fixed header and nothing else (MQTT 5.0 sections 3.12 and 3.13).</summary>
public static class PingPackets
{
    /// <summary>A whole PINGREQ, 2 bytes.</summary>
    public static ReadOnlySpan<byte> Request => [0xC0, 0x00];

    /// <summary>A whole PINGRESP, 2 bytes.</summary>
    public static ReadOnlySpan<byte> Response => [0xD0, 0x00];

    /// <summary>True when the frame of a PINGREQ or PINGRESP is empty, as it has to be.</summary>
    public static bool TryRead(in MqttFrame frame, out MqttMalformation malformation)
    {
        malformation = frame.Body.IsEmpty ? MqttMalformation.None : MqttMalformation.TrailingBytes;
        return frame.Body.IsEmpty;
    }
}
