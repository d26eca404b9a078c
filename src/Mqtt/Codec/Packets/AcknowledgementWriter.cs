using System.Buffers;
using System.Buffers.Binary;
using MiyagiSensing.Mqtt.Codec.Properties;

namespace MiyagiSensing.Mqtt.Codec.Packets;

/// <summary>Writes PUBACK, PUBREC, PUBREL and PUBCOMP; the grammar stands in <see cref="AcknowledgementReader"/>.</summary>
public static class AcknowledgementWriter
{
    /// <summary>Longest packet without properties, in bytes.</summary>
    public const int MaximumBytes = 5;

    /// <summary>Writes a packet without properties in its shortest form: 4 bytes on success, 5 with a reason code, which MQTT 3.1.1 cannot carry.</summary>
    /// <returns>Number of bytes written to the start of <paramref name="output"/>, which must hold <see cref="MaximumBytes"/>.</returns>
    public static int Write(Span<byte> output, MqttPacketType type, MqttVersion version, ushort packetId, MqttReasonCode reasonCode)
    {
        var withReason = version == MqttVersion.Mqtt5 && reasonCode != MqttReasonCode.Success;
        output[0] = FirstByte(type);
        output[1] = withReason ? (byte)3 : (byte)2;
        BinaryPrimitives.WriteUInt16BigEndian(output[2..], packetId);
        if (withReason)
        {
            output[4] = (byte)reasonCode;
        }

        return withReason ? 5 : 4;
    }

    /// <summary>Writes any packet of the four types.</summary>
    /// <exception cref="ArgumentException">A property is not allowed here.</exception>
    public static void Write(IBufferWriter<byte> output, MqttVersion version, AcknowledgementPacket packet)
    {
        if (packet.Properties is null || version != MqttVersion.Mqtt5)
        {
            output.Advance(Write(output.GetSpan(MaximumBytes), packet.Type, version, packet.PacketId, packet.ReasonCode));
            return;
        }

        var body = new BodyWriter();
        body.WriteUInt16(packet.PacketId);
        body.WriteByte((byte)packet.ReasonCode);
        PropertiesWriter.Write(body, packet.Type, packet.Properties);
        body.WriteTo(output, packet.Type, (byte)(FirstByte(packet.Type) & 0x0F));
    }

    private static byte FirstByte(MqttPacketType type) => (byte)(((int)type << 4) | (type == MqttPacketType.Pubrel ? 0b0010 : 0));
}
