using System.Diagnostics.CodeAnalysis;
using MiyagiSensing.Mqtt.Codec.Properties;

namespace MiyagiSensing.Mqtt.Codec.Packets;

/// <summary>Reads CONNACK.</summary>
public static class ConnackReader
{
    // MQTT 5.0 section 3.2, 3.1.1 section 3.2:
    //   acknowledge flags   1 byte: bits 7-1 zero, bit 0 session present
    //   code                1 byte: reason code (MQTT 5.0), return code 0 to 5 (3.1.1)
    //   properties          MQTT 5.0

    /// <summary>Reads the body of a CONNACK frame; false with the reason when it is malformed.</summary>
    public static bool TryRead(
        in MqttFrame frame,
        MqttVersion version,
        [NotNullWhen(true)] out ConnackPacket? packet,
        out MqttMalformation malformation)
    {
        var body = new BodyReader(frame.BodySpan);
        var found = TryRead(ref body, version, out packet);
        malformation = body.Malformation;
        return found;
    }

    private static bool TryRead(ref BodyReader body, MqttVersion version, [NotNullWhen(true)] out ConnackPacket? packet)
    {
        packet = null;
        if (!body.TryReadByte(out var flags) || !body.TryReadByte(out var code))
        {
            return false;
        }

        if (flags > 1)
        {
            return body.Fail(MqttMalformation.ConnackFlagsInvalid);
        }

        var reason = (MqttReasonCode)code;
        var known = version == MqttVersion.Mqtt5 ? ReasonCodes.IsKnown(code) : ReasonCodes.TryFromConnectReturnCode(code, out reason);
        if (!known)
        {
            return body.Fail(MqttMalformation.ReasonCodeUnknown);
        }

        MqttProperties? properties = null;
        if ((version == MqttVersion.Mqtt5 && !PropertiesReader.TryRead(ref body, MqttPacketType.Connack, out properties))
            || !body.TryExpectEnd())
        {
            return false;
        }

        packet = new ConnackPacket { SessionPresent = flags == 1, ReasonCode = reason, Properties = properties };
        return true;
    }
}
