using System.Buffers;
using System.Text;
using System.Text.Json;
using MiyagiSensing.Mqtt;
using MiyagiSensing.Mqtt.Codec;
using MiyagiSensing.Mqtt.Codec.Packets;
using MiyagiSensing.Simulators.Load;
using Xunit;

namespace MiyagiSensing.Unit.Simulators.Load;

public sealed class PublishTemplateTests
{
    private const string Topic = "miyagi/v1/river/load-0001/telemetry";

    [Theory]
    [InlineData(1, 1_000_000_000_000, 0, 0)]
    [InlineData(256, 1_763_672_400_000, 7, 0.007)]
    [InlineData(65_535, 9_999_999_999_999, 999, 0.999)]
    public void A_patched_packet_is_a_valid_publish(int packetId, long instant, int thousandths, double value)
    {
        var packet = Write(new PublishTemplate(Topic), packetId, instant, thousandths);

        var (topic, id, quality, payload) = Read(packet);
        Assert.Equal((Topic, (ushort)packetId, MqttQualityOfService.AtLeastOnce), (topic, id, quality));
        Assert.Equal(instant, payload.RootElement.GetProperty("ts").GetInt64());
        Assert.Equal(value, payload.RootElement.GetProperty("m").GetProperty("stage").GetDouble());
    }

    [Fact]
    public void Patching_leaves_nothing_of_the_packet_before()
    {
        var template = new PublishTemplate(Topic);
        Write(template, 65_535, 9_999_999_999_999, 999);

        Assert.Equal(Write(new PublishTemplate(Topic), 2, 1_763_672_400_001, 5), Write(template, 2, 1_763_672_400_001, 5));
    }

    // Of a remaining length of 127 and 128 bytes the second needs another byte of length, which moves all that is patched.
    [Theory]
    [InlineData(1)]
    [InlineData(81)]
    [InlineData(82)]
    [InlineData(83)]
    [InlineData(84)]
    [InlineData(85)]
    [InlineData(86)]
    [InlineData(500)]
    public void A_topic_of_any_length_makes_a_valid_packet(int topicBytes)
    {
        var (topic, _, _, payload) = Read(Write(new PublishTemplate(new string('t', topicBytes)), 7, 1_763_672_400_000, 123));

        Assert.Equal(topicBytes, topic.Length);
        Assert.Equal(1_763_672_400_000, payload.RootElement.GetProperty("ts").GetInt64());
    }

    private static byte[] Write(PublishTemplate template, int packetId, long instant, int thousandths)
    {
        var packet = new byte[template.Length];
        template.Write(packet, (ushort)packetId, instant, thousandths);
        return packet;
    }

    private static (string Topic, ushort PacketId, MqttQualityOfService Quality, JsonDocument Payload) Read(byte[] packet)
    {
        var outcome = MqttFrameReader.TryRead(new ReadOnlySequence<byte>(packet), packet.Length, out var frame, out _, out _);
        Assert.Equal(MqttReadOutcome.Complete, outcome);
        Assert.True(PublishReader.TryRead(frame, MqttVersion.Mqtt311, out var publish, out var malformation), malformation.ToString());
        return (Encoding.UTF8.GetString(publish.Topic), publish.PacketId, publish.QualityOfService, JsonDocument.Parse(publish.Payload));
    }
}
