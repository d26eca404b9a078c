using System.Diagnostics.CodeAnalysis;
using MiyagiSensing.Mqtt.Codec.Properties;

namespace MiyagiSensing.Mqtt.Codec.Packets;

/// <summary>Reads SUBACK and UNSUBACK.</summary>
public static class SubscriptionAnswerReader
{
    // MQTT 5.0 sections 3.9 and 3.11, 3.1.1 the same sections:
    //   packet id    2 bytes
    //   properties   MQTT 5.0
    //   repeated     reason code (1 byte); 3.1.1: SUBACK 0, 1, 2 or 0x80, UNSUBACK none at all

    /// <summary>Reads the body of a SUBACK or UNSUBACK frame; false with the reason when it is malformed.</summary>
    public static bool TryRead(
        in MqttFrame frame,
        MqttVersion version,
        [NotNullWhen(true)] out SubscriptionAnswerPacket? packet,
        out MqttMalformation malformation)
    {
        var body = new BodyReader(frame.BodySpan);
        var found = TryRead(ref body, frame.Type, version, out packet);
        malformation = body.Malformation;
        return found;
    }

    private static bool TryRead(
        ref BodyReader body,
        MqttPacketType type,
        MqttVersion version,
        [NotNullWhen(true)] out SubscriptionAnswerPacket? packet)
    {
        packet = null;
        MqttProperties? properties = null;
        if (!body.TryReadPacketId(out var packetId)
            || (version == MqttVersion.Mqtt5 && !PropertiesReader.TryRead(ref body, type, out properties)))
        {
            return false;
        }

        var withoutCodes = version == MqttVersion.Mqtt311 && type == MqttPacketType.Unsuback;
        if (withoutCodes != body.IsAtEnd)
        {
            return body.Fail(withoutCodes ? MqttMalformation.TrailingBytes : MqttMalformation.NoTopicFilter);
        }

        var codes = new List<MqttReasonCode>(body.Remaining);
        while (!body.IsAtEnd)
        {
            _ = body.TryReadByte(out var code);
            if (version == MqttVersion.Mqtt5 ? !ReasonCodes.IsKnown(code) : code is not (0 or 1 or 2 or 0x80))
            {
                return body.Fail(MqttMalformation.ReasonCodeUnknown);
            }

            codes.Add((MqttReasonCode)code);
        }

        packet = new SubscriptionAnswerPacket { Type = type, PacketId = packetId, ReasonCodes = codes, Properties = properties };
        return true;
    }
}
