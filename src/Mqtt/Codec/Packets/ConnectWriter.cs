using System.Buffers;
using MiyagiSensing.Mqtt.Codec.Properties;

namespace MiyagiSensing.Mqtt.Codec.Packets;

/// <summary>Writes CONNECT; the grammar stands in <see cref="ConnectReader"/>.</summary>
public static class ConnectWriter
{
    /// <summary>Writes the packet.</summary>
    /// <exception cref="ArgumentException">A text is too long, or a property is not allowed here.</exception>
    public static void Write(IBufferWriter<byte> output, ConnectPacket packet)
    {
        var body = new BodyWriter();
        body.WriteText("MQTT");
        body.WriteByte((byte)packet.Version);
        body.WriteByte(Flags(packet));
        body.WriteUInt16(packet.KeepAliveSeconds);
        if (packet.Version == MqttVersion.Mqtt5)
        {
            PropertiesWriter.Write(body, MqttPacketType.Connect, packet.Properties);
        }

        body.WriteText(packet.ClientId);
        if (packet.Will is { } will)
        {
            if (packet.Version == MqttVersion.Mqtt5)
            {
                PropertiesWriter.Write(body, PropertyRules.Will, will.Properties);
            }

            body.WriteText(will.Topic);
            body.WriteBinary(will.Payload.Span);
        }

        if (packet.UserName is { } userName)
        {
            body.WriteText(userName);
        }

        if (packet.Password is { } password)
        {
            body.WriteBinary(password.Span);
        }

        body.WriteTo(output, MqttPacketType.Connect);
    }

    private static byte Flags(ConnectPacket packet)
    {
        var flags = packet.CleanStart ? 1 << 1 : 0;
        if (packet.Will is { } will)
        {
            flags |= (1 << 2) | ((int)will.QualityOfService << 3) | (will.Retain ? 1 << 5 : 0);
        }

        flags |= packet.Password is not null ? 1 << 6 : 0;
        flags |= packet.UserName is not null ? 1 << 7 : 0;
        return (byte)flags;
    }
}
