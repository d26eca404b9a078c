using System.Buffers;
using MiyagiSensing.Mqtt.Codec.Properties;

namespace MiyagiSensing.Mqtt.Codec.Packets;

/// <summary>Writes SUBACK and UNSUBACK; the grammar stands in <see cref="SubscriptionAnswerReader"/>.</summary>
public static class SubscriptionAnswerWriter
{
    /// <summary>Writes the packet; every failure is 0x80 in a SUBACK of MQTT 3.1.1, whose UNSUBACK has no codes.</summary>
    public static void Write(IBufferWriter<byte> output, MqttVersion version, SubscriptionAnswerPacket packet)
    {
        var body = new BodyWriter();
        body.WriteUInt16(packet.PacketId);
        if (version == MqttVersion.Mqtt5)
        {
            PropertiesWriter.Write(body, packet.Type, packet.Properties);
        }

        if (version == MqttVersion.Mqtt5 || packet.Type == MqttPacketType.Suback)
        {
            foreach (var code in packet.ReasonCodes)
            {
                var narrowed = version == MqttVersion.Mqtt311 && code.IsFailure() ? MqttReasonCode.UnspecifiedError : code;
                body.WriteByte((byte)narrowed);
            }
        }

        body.WriteTo(output, packet.Type);
    }
}
