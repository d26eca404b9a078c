using System.Buffers;
using MiyagiSensing.Mqtt.Codec.Properties;

namespace MiyagiSensing.Mqtt.Codec.Packets;

/// <summary>Writes UNSUBSCRIBE; the grammar stands in <see cref="UnsubscribeReader"/>.</summary>
public static class UnsubscribeWriter
{
    /// <summary>Writes the packet.</summary>
    public static void Write(IBufferWriter<byte> output, MqttVersion version, UnsubscribePacket packet)
    {
        var body = new BodyWriter();
        body.WriteUInt16(packet.PacketId);
        if (version == MqttVersion.Mqtt5)
        {
            PropertiesWriter.Write(body, MqttPacketType.Unsubscribe, packet.Properties);
        }

        foreach (var filter in packet.TopicFilters)
        {
            body.WriteText(filter);
        }

        body.WriteTo(output, MqttPacketType.Unsubscribe, 0b0010);
    }
}
