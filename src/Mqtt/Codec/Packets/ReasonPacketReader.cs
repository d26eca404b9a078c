using MiyagiSensing.Mqtt.Codec.Properties;

namespace MiyagiSensing.Mqtt.Codec.Packets;

/// <summary>Reads DISCONNECT and AUTH.</summary>
public static class ReasonPacketReader
{
    // MQTT 5.0 sections 3.14 and 3.15; 3.1.1 has DISCONNECT without any body and no AUTH:
    //   reason code   1 byte; absent: success and no properties
    //   properties    absent in DISCONNECT: none (a remaining length below 2)

    /// <summary>Reads the body of a DISCONNECT or AUTH frame; false with the reason when it is malformed.</summary>
    public static bool TryRead(in MqttFrame frame, MqttVersion version, out ReasonPacket packet, out MqttMalformation malformation)
    {
        var body = new BodyReader(frame.BodySpan);
        var found = TryRead(ref body, frame.Type, version, out packet);
        malformation = body.Malformation;
        return found;
    }

    private static bool TryRead(ref BodyReader body, MqttPacketType type, MqttVersion version, out ReasonPacket packet)
    {
        packet = new ReasonPacket(type);
        if (version == MqttVersion.Mqtt311)
        {
            return type == MqttPacketType.Disconnect ? body.TryExpectEnd() : body.Fail(MqttMalformation.PacketTypeReserved);
        }

        if (body.IsAtEnd)
        {
            return true;
        }

        _ = body.TryReadByte(out var code);
        if (!ReasonCodes.IsKnown(code))
        {
            return body.Fail(MqttMalformation.ReasonCodeUnknown);
        }

        MqttProperties? properties = null;
        if ((type == MqttPacketType.Auth || !body.IsAtEnd) && !PropertiesReader.TryRead(ref body, type, out properties))
        {
            return false;
        }

        packet = new ReasonPacket(type, (MqttReasonCode)code, properties);
        return body.TryExpectEnd();
    }
}
