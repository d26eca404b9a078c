using System.Diagnostics.CodeAnalysis;
using MiyagiSensing.Mqtt.Codec.Properties;
using MiyagiSensing.Mqtt.Topics;

namespace MiyagiSensing.Mqtt.Codec.Packets;

/// <summary>Reads CONNECT.</summary>
public static class ConnectReader
{
    private const byte ReservedBit = 1 << 0;
    private const byte CleanStartBit = 1 << 1;
    private const byte WillBit = 1 << 2;
    private const byte WillRetainBit = 1 << 5;
    private const byte PasswordBit = 1 << 6;
    private const byte UserNameBit = 1 << 7;

    // MQTT 5.0 section 3.1, 3.1.1 section 3.1:
    //   protocol name    text, "MQTT"
    //   protocol level   1 byte, 4 or 5
    //   connect flags    1 byte: user name, password, will retain, will QoS (2 bits), will, clean start, reserved 0
    //   keep alive       2 bytes, seconds
    //   properties       MQTT 5.0
    //   client id        text
    //   will             if flagged: properties (MQTT 5.0), topic (text), payload (binary)
    //   user name        text, if flagged
    //   password         binary, if flagged

    /// <summary>Reads the body of a CONNECT frame; false with the reason when it is malformed.</summary>
    public static bool TryRead(in MqttFrame frame, [NotNullWhen(true)] out ConnectPacket? packet, out MqttMalformation malformation)
    {
        var body = new BodyReader(frame.BodySpan);
        var found = TryRead(ref body, out packet);
        malformation = body.Malformation;
        return found;
    }

    private static bool TryRead(ref BodyReader body, [NotNullWhen(true)] out ConnectPacket? packet)
    {
        packet = null;
        if (!TryReadVersion(ref body, out var version)
            || !body.TryReadByte(out var flags)
            || !TryCheckFlags(ref body, flags, version)
            || !body.TryReadUInt16(out var keepAlive))
        {
            return false;
        }

        MqttProperties? properties = null;
        if (version == MqttVersion.Mqtt5 && !PropertiesReader.TryRead(ref body, MqttPacketType.Connect, out properties))
        {
            return false;
        }

        MqttWill? will = null;
        string? userName = null;
        ReadOnlySpan<byte> password = default;
        if (!body.TryReadText(out string clientId)
            || ((flags & WillBit) != 0 && !TryReadWill(ref body, flags, version, out will))
            || ((flags & UserNameBit) != 0 && !body.TryReadText(out userName))
            || ((flags & PasswordBit) != 0 && !body.TryReadBinary(out password))
            || !body.TryExpectEnd())
        {
            return false;
        }

        packet = new ConnectPacket
        {
            Version = version,
            CleanStart = (flags & CleanStartBit) != 0,
            KeepAliveSeconds = keepAlive,
            ClientId = clientId,
            Will = will,
            UserName = userName,
            Password = (flags & PasswordBit) != 0 ? password.ToArray() : (ReadOnlyMemory<byte>?)null,
            Properties = properties,
        };
        return true;
    }

    private static bool TryReadVersion(ref BodyReader body, out MqttVersion version)
    {
        version = default;
        if (!body.TryReadText(out ReadOnlySpan<byte> name))
        {
            return false;
        }

        // "MQIsdp" is MQTT 3.1: another version, not another protocol.
        if (name.SequenceEqual("MQIsdp"u8))
        {
            return body.Fail(MqttMalformation.ProtocolVersionUnsupported);
        }

        if (!name.SequenceEqual("MQTT"u8))
        {
            return body.Fail(MqttMalformation.ProtocolNameUnknown);
        }

        if (!body.TryReadByte(out var level))
        {
            return false;
        }

        version = (MqttVersion)level;
        return version is MqttVersion.Mqtt311 or MqttVersion.Mqtt5 || body.Fail(MqttMalformation.ProtocolVersionUnsupported);
    }

    private static bool TryCheckFlags(ref BodyReader body, byte flags, MqttVersion version)
    {
        if ((flags & ReservedBit) != 0)
        {
            return body.Fail(MqttMalformation.ConnectFlagsReserved);
        }

        var hasWill = (flags & WillBit) != 0;
        if (WillQoS(flags) == 3 || (!hasWill && (WillQoS(flags) != 0 || (flags & WillRetainBit) != 0)))
        {
            return body.Fail(MqttMalformation.WillFlagsInvalid);
        }

        var passwordAlone = (flags & (UserNameBit | PasswordBit)) == PasswordBit;
        return !passwordAlone || version == MqttVersion.Mqtt5 || body.Fail(MqttMalformation.PasswordWithoutUserName);
    }

    private static bool TryReadWill(ref BodyReader body, byte flags, MqttVersion version, out MqttWill? will)
    {
        will = null;
        MqttProperties? properties = null;
        if (version == MqttVersion.Mqtt5 && !PropertiesReader.TryRead(ref body, PropertyRules.Will, out properties))
        {
            return false;
        }

        if (!body.TryReadText(out string topic) || !body.TryReadBinary(out var payload))
        {
            return false;
        }

        if (!TopicName.IsValid(topic))
        {
            return body.Fail(MqttMalformation.TopicNameInvalid);
        }

        will = new MqttWill
        {
            Topic = topic,
            Payload = payload.ToArray(),
            QualityOfService = (MqttQualityOfService)WillQoS(flags),
            Retain = (flags & WillRetainBit) != 0,
            Properties = properties,
        };
        return true;
    }

    private static int WillQoS(byte flags) => (flags >> 3) & 0b11;
}
