using System.Buffers;
using MiyagiSensing.Mqtt.Codec.Properties;

namespace MiyagiSensing.Mqtt.Codec.Packets;

/// <summary>Writes SUBSCRIBE; the grammar stands in <see cref="SubscribeReader"/>.</summary>
public static class SubscribeWriter
{
    /// <summary>Writes the packet; the options that only MQTT 5.0 knows are left out for 3.1.1.</summary>
    public static void Write(IBufferWriter<byte> output, MqttVersion version, SubscribePacket packet)
    {
        var body = new BodyWriter();
        body.WriteUInt16(packet.PacketId);
        if (version == MqttVersion.Mqtt5)
        {
            PropertiesWriter.Write(body, MqttPacketType.Subscribe, packet.Properties);
        }

        foreach (var subscription in packet.Subscriptions)
        {
            var options = (int)subscription.QualityOfService;
            if (version == MqttVersion.Mqtt5)
            {
                options |= (subscription.NoLocal ? 0b0100 : 0)
                    | (subscription.RetainAsPublished ? 0b1000 : 0)
                    | (subscription.RetainHandling << 4);
            }

            body.WriteText(subscription.TopicFilter);
            body.WriteByte((byte)options);
        }

        body.WriteTo(output, MqttPacketType.Subscribe, 0b0010);
    }
}
