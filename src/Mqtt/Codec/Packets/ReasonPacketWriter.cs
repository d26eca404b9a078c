using System.Buffers;
using MiyagiSensing.Mqtt.Codec.Properties;

namespace MiyagiSensing.Mqtt.Codec.Packets;

/// <summary>Writes DISCONNECT and AUTH; the grammar stands in <see cref="ReasonPacketReader"/>.</summary>
public static class ReasonPacketWriter
{
    /// <summary>Writes the packet in its shortest form.</summary>
    /// <exception cref="ArgumentException">AUTH for MQTT 3.1.1, or a property that is not allowed here.</exception>
    public static void Write(IBufferWriter<byte> output, MqttVersion version, ReasonPacket packet)
    {
        if (version == MqttVersion.Mqtt311 && packet.Type == MqttPacketType.Auth)
        {
            throw new ArgumentException("MQTT 3.1.1 has no AUTH.", nameof(packet));
        }

        var body = new BodyWriter();
        if (version == MqttVersion.Mqtt5 && (packet.ReasonCode != MqttReasonCode.Success || packet.Properties is not null))
        {
            body.WriteByte((byte)packet.ReasonCode);
            if (packet.Properties is not null || packet.Type == MqttPacketType.Auth)
            {
                PropertiesWriter.Write(body, packet.Type, packet.Properties);
            }
        }

        body.WriteTo(output, packet.Type);
    }
}
