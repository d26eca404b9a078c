using MiyagiSensing.Mqtt.Codec.Properties;
using MiyagiSensing.Mqtt.Topics;

namespace MiyagiSensing.Mqtt.Codec.Packets;

/// <summary>Reads PUBLISH.</summary>
public static class PublishReader
{
    // MQTT 5.0 section 3.3, 3.1.1 section 3.3:
    //   flags        DUP (bit 3), QoS (bits 2-1), RETAIN (bit 0); the frame reader has checked them
    //   topic name   text
    //   packet id    2 bytes, QoS 1 and 2 only
    //   properties   MQTT 5.0
    //   payload      the rest

    /// <summary>Reads a PUBLISH frame; false with the reason when it is malformed. The packet is valid as long as the frame.</summary>
    public static bool TryRead(in MqttFrame frame, MqttVersion version, out PublishPacket packet, out MqttMalformation malformation)
    {
        var body = new BodyReader(frame.BodySpan);
        var quality = (MqttQualityOfService)((frame.Flags >> 1) & 0b11);
        var found = TryReadHeader(ref body, quality, version, out var topic, out var packetId, out var properties);
        malformation = body.Malformation;
        packet = found
            ? new PublishPacket
            {
                Topic = topic,
                Payload = frame.Body.Slice(body.Position),
                QualityOfService = quality,
                Retain = (frame.Flags & 0b0001) != 0,
                Duplicate = (frame.Flags & 0b1000) != 0,
                PacketId = packetId,
                Properties = properties,
            }
            : default;
        return found;
    }

    private static bool TryReadHeader(
        scoped ref BodyReader body,
        MqttQualityOfService quality,
        MqttVersion version,
        out ReadOnlySpan<byte> topic,
        out ushort packetId,
        out MqttProperties? properties)
    {
        packetId = 0;
        properties = null;
        if (!body.TryReadText(out topic)
            || (quality != MqttQualityOfService.AtMostOnce && !body.TryReadPacketId(out packetId))
            || (version == MqttVersion.Mqtt5 && !PropertiesReader.TryRead(ref body, MqttPacketType.Publish, out properties)))
        {
            return false;
        }

        return TopicName.IsValid(topic)
            || (topic.IsEmpty && properties?.Contains(MqttProperty.TopicAlias) == true)
            || body.Fail(MqttMalformation.TopicNameInvalid);
    }
}
