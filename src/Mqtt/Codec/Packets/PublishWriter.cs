using System.Buffers;
using System.Buffers.Binary;
using MiyagiSensing.Mqtt.Codec.Properties;

namespace MiyagiSensing.Mqtt.Codec.Packets;

/// <summary>Writes PUBLISH; the grammar stands in <see cref="PublishReader"/>. Without properties it allocates nothing.</summary>
public static class PublishWriter
{
    /// <summary>Size of the whole packet in bytes, without properties.</summary>
    public static int Length(MqttVersion version, int topicBytes, int payloadBytes, MqttQualityOfService qualityOfService)
    {
        var remaining = Remaining(version, topicBytes, payloadBytes, qualityOfService, propertyBytes: 1);
        return 1 + VariableByteInteger.Length(remaining) + remaining;
    }

    /// <summary>Writes a PUBLISH.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="version">Version of the connection.</param>
    /// <param name="topic">Topic name in UTF-8, at most 65,535 bytes; not validated here.</param>
    /// <param name="payload">Payload.</param>
    /// <param name="qualityOfService">QoS.</param>
    /// <param name="packetId">Packet identifier, 1 to 65,535; ignored at QoS 0.</param>
    /// <param name="retain">RETAIN flag.</param>
    /// <param name="duplicate">DUP flag; ignored at QoS 0.</param>
    /// <param name="properties">Properties; ignored in MQTT 3.1.1.</param>
    /// <exception cref="ArgumentException">The topic is too long, the packet identifier 0, or a property not allowed here.</exception>
    public static void Write(
        IBufferWriter<byte> output,
        MqttVersion version,
        ReadOnlySpan<byte> topic,
        ReadOnlySpan<byte> payload,
        MqttQualityOfService qualityOfService,
        ushort packetId,
        bool retain = false,
        bool duplicate = false,
        MqttProperties? properties = null)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(topic.Length, ushort.MaxValue, nameof(topic));
        var acknowledged = qualityOfService != MqttQualityOfService.AtMostOnce;
        if (acknowledged)
        {
            ArgumentOutOfRangeException.ThrowIfZero(packetId);
        }

        BodyWriter? section = null;
        if (properties is not null && version == MqttVersion.Mqtt5)
        {
            section = new BodyWriter();
            PropertiesWriter.Write(section, MqttPacketType.Publish, properties);
        }

        var remaining = Remaining(version, topic.Length, payload.Length, qualityOfService, section?.Length ?? 1);
        var head = output.GetSpan(MqttFrameReader.MaximumHeaderBytes + remaining - payload.Length);
        head[0] = (byte)(((int)MqttPacketType.Publish << 4)
            | (duplicate && acknowledged ? 0b1000 : 0)
            | ((int)qualityOfService << 1)
            | (retain ? 0b0001 : 0));
        var position = 1 + VariableByteInteger.Write(head[1..], remaining);
        BinaryPrimitives.WriteUInt16BigEndian(head[position..], (ushort)topic.Length);
        position += 2;
        topic.CopyTo(head[position..]);
        position += topic.Length;
        if (acknowledged)
        {
            BinaryPrimitives.WriteUInt16BigEndian(head[position..], packetId);
            position += 2;
        }

        if (section is not null)
        {
            section.Written.CopyTo(head[position..]);
            position += section.Length;
        }
        else if (version == MqttVersion.Mqtt5)
        {
            head[position++] = 0;
        }

        output.Advance(position);
        output.Write(payload);
    }

    private static int Remaining(MqttVersion version, int topicBytes, int payloadBytes, MqttQualityOfService qualityOfService, int propertyBytes) =>
        2 + topicBytes
        + (qualityOfService == MqttQualityOfService.AtMostOnce ? 0 : 2)
        + (version == MqttVersion.Mqtt5 ? propertyBytes : 0)
        + payloadBytes;
}
