using System.Diagnostics.CodeAnalysis;
using MiyagiSensing.Mqtt.Codec.Properties;
using MiyagiSensing.Mqtt.Topics;

namespace MiyagiSensing.Mqtt.Codec.Packets;

/// <summary>Reads UNSUBSCRIBE.</summary>
public static class UnsubscribeReader
{
    // MQTT 5.0 section 3.10, 3.1.1 section 3.10:
    //   packet id    2 bytes
    //   properties   MQTT 5.0
    //   repeated     topic filter (text)

    /// <summary>Reads the body of an UNSUBSCRIBE frame; false with the reason when it is malformed.</summary>
    public static bool TryRead(
        in MqttFrame frame,
        MqttVersion version,
        [NotNullWhen(true)] out UnsubscribePacket? packet,
        out MqttMalformation malformation)
    {
        var body = new BodyReader(frame.BodySpan);
        var found = TryRead(ref body, version, out packet);
        malformation = body.Malformation;
        return found;
    }

    private static bool TryRead(ref BodyReader body, MqttVersion version, [NotNullWhen(true)] out UnsubscribePacket? packet)
    {
        packet = null;
        MqttProperties? properties = null;
        if (!body.TryReadPacketId(out var packetId)
            || (version == MqttVersion.Mqtt5 && !PropertiesReader.TryRead(ref body, MqttPacketType.Unsubscribe, out properties)))
        {
            return false;
        }

        var filters = new List<string>();
        while (!body.IsAtEnd)
        {
            if (!body.TryReadText(out string filter))
            {
                return false;
            }

            if (!TopicFilter.IsValid(filter))
            {
                return body.Fail(MqttMalformation.TopicFilterInvalid);
            }

            filters.Add(filter);
        }

        if (filters.Count == 0)
        {
            return body.Fail(MqttMalformation.NoTopicFilter);
        }

        packet = new UnsubscribePacket { PacketId = packetId, TopicFilters = filters, Properties = properties };
        return true;
    }
}
