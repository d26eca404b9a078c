using MiyagiSensing.Mqtt.Codec.Properties;

namespace MiyagiSensing.Mqtt.Codec.Packets;

/// <summary>Reads PUBACK, PUBREC, PUBREL and PUBCOMP, which share one form.</summary>
public static class AcknowledgementReader
{
    // MQTT 5.0 sections 3.4 to 3.7, 3.1.1 the same:
    //   packet id     2 bytes
    //   reason code   MQTT 5.0, 1 byte; absent: success and no properties
    //   properties    MQTT 5.0; absent: none (a remaining length below 4)

    /// <summary>Reads the body of one of the four frames; false with the reason when it is malformed.</summary>
    public static bool TryRead(in MqttFrame frame, MqttVersion version, out AcknowledgementPacket packet, out MqttMalformation malformation)
    {
        var body = new BodyReader(frame.BodySpan);
        var found = TryRead(ref body, frame.Type, version, out packet);
        malformation = body.Malformation;
        return found;
    }

    private static bool TryRead(ref BodyReader body, MqttPacketType type, MqttVersion version, out AcknowledgementPacket packet)
    {
        packet = default;
        var code = (byte)MqttReasonCode.Success;
        MqttProperties? properties = null;
        if (!body.TryReadPacketId(out var packetId))
        {
            return false;
        }

        if (version == MqttVersion.Mqtt5 && !body.IsAtEnd)
        {
            _ = body.TryReadByte(out code);
            if (!ReasonCodes.IsKnown(code))
            {
                return body.Fail(MqttMalformation.ReasonCodeUnknown);
            }

            if (!body.IsAtEnd && !PropertiesReader.TryRead(ref body, type, out properties))
            {
                return false;
            }
        }

        packet = new AcknowledgementPacket(type, packetId, (MqttReasonCode)code, properties);
        return body.TryExpectEnd();
    }
}
