using System.Diagnostics.CodeAnalysis;
using MiyagiSensing.Mqtt.Codec.Properties;
using MiyagiSensing.Mqtt.Topics;

namespace MiyagiSensing.Mqtt.Codec.Packets;

/// <summary>Reads SUBSCRIBE.</summary>
public static class SubscribeReader
{
    // MQTT 5.0 section 3.8, 3.1.1 section 3.8:
    //   packet id    2 bytes
    //   properties   MQTT 5.0
    //   repeated     topic filter (text), options (1 byte)
    // Options: QoS (bits 1-0); MQTT 5.0 also no local (2), retain as published (3), retain handling (5-4); the rest is zero.

    /// <summary>Reads the body of a SUBSCRIBE frame; false with the reason when it is malformed.</summary>
    public static bool TryRead(
        in MqttFrame frame,
        MqttVersion version,
        [NotNullWhen(true)] out SubscribePacket? packet,
        out MqttMalformation malformation)
    {
        var body = new BodyReader(frame.BodySpan);
        var found = TryRead(ref body, version, out packet);
        malformation = body.Malformation;
        return found;
    }

    private static bool TryRead(ref BodyReader body, MqttVersion version, [NotNullWhen(true)] out SubscribePacket? packet)
    {
        packet = null;
        MqttProperties? properties = null;
        if (!body.TryReadPacketId(out var packetId)
            || (version == MqttVersion.Mqtt5 && !PropertiesReader.TryRead(ref body, MqttPacketType.Subscribe, out properties)))
        {
            return false;
        }

        var subscriptions = new List<SubscriptionRequest>();
        while (!body.IsAtEnd)
        {
            if (!TryReadEntry(ref body, version, out var subscription))
            {
                return false;
            }

            subscriptions.Add(subscription);
        }

        if (subscriptions.Count == 0)
        {
            return body.Fail(MqttMalformation.NoTopicFilter);
        }

        packet = new SubscribePacket { PacketId = packetId, Subscriptions = subscriptions, Properties = properties };
        return true;
    }

    private static bool TryReadEntry(ref BodyReader body, MqttVersion version, out SubscriptionRequest subscription)
    {
        subscription = default;
        if (!body.TryReadText(out string filter) || !body.TryReadByte(out var options))
        {
            return false;
        }

        if (!TopicFilter.IsValid(filter))
        {
            return body.Fail(MqttMalformation.TopicFilterInvalid);
        }

        var reserved = version == MqttVersion.Mqtt5 ? 0b1100_0000 : 0b1111_1100;
        var handling = (options >> 4) & 0b11;
        if ((options & reserved) != 0 || (options & 0b11) == 0b11 || handling == 0b11)
        {
            return body.Fail(MqttMalformation.SubscriptionOptionsInvalid);
        }

        subscription = new SubscriptionRequest(
            filter, (MqttQualityOfService)(options & 0b11), (options & 0b0100) != 0, (options & 0b1000) != 0, (byte)handling);
        return true;
    }
}
