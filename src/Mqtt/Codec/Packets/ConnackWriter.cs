using System.Buffers;
using MiyagiSensing.Mqtt.Codec.Properties;

namespace MiyagiSensing.Mqtt.Codec.Packets;

/// <summary>Writes CONNACK; the grammar stands in <see cref="ConnackReader"/>.</summary>
public static class ConnackWriter
{
    /// <summary>Writes the packet; session present is never set beside a failure (MQTT-3.2.2-6).</summary>
    public static void Write(IBufferWriter<byte> output, MqttVersion version, ConnackPacket packet)
    {
        var body = new BodyWriter();
        body.WriteByte(packet.SessionPresent && !packet.ReasonCode.IsFailure() ? (byte)1 : (byte)0);
        if (version == MqttVersion.Mqtt5)
        {
            body.WriteByte((byte)packet.ReasonCode);
            PropertiesWriter.Write(body, MqttPacketType.Connack, packet.Properties);
        }
        else
        {
            body.WriteByte(packet.ReasonCode.ToConnectReturnCode());
        }

        body.WriteTo(output, MqttPacketType.Connack);
    }
}
