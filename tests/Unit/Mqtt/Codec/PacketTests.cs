using System.Buffers;
using MiyagiSensing.Mqtt.Codec;
using Xunit;

namespace MiyagiSensing.Unit.Mqtt.Codec;

public sealed class PacketTests
{
    private const int Limit = 1_024;

    public static TheoryData<int, string> Samples()
    {
        var rows = new TheoryData<int, string>();
        for (var index = 0; index < PacketSamples.All.Count; index++)
        {
            rows.Add(index, $"{PacketSamples.All[index].Version} {PacketSamples.All[index].Name}");
        }

        return rows;
    }

    [Fact]
    public void Every_packet_type_has_a_sample()
    {
        var types = PacketSamples.All.Select(sample => (MqttPacketType)(sample.Bytes[0] >> 4)).ToHashSet();

        Assert.Equal(Enum.GetValues<MqttPacketType>().Except([MqttPacketType.Reserved]).ToHashSet(), types);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_packet_is_written_as_the_standard_says(int index, string name)
    {
        var output = new ArrayBufferWriter<byte>();

        PacketSamples.All[index].Write(output);

        Assert.True(PacketSamples.All[index].Bytes.AsSpan().SequenceEqual(output.WrittenSpan), $"{name}: {Convert.ToHexString(output.WrittenSpan)}");
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_packet_is_read_however_it_is_cut(int index, string name)
    {
        var sample = PacketSamples.All[index];

        foreach (var input in ByteFeeder.Feed(sample.Bytes))
        {
            Assert.Equal(MqttReadOutcome.Complete, MqttFrameReader.TryRead(input, Limit, out var frame, out var consumed, out _));
            Assert.Equal(input.Length, input.GetOffset(consumed) - input.GetOffset(input.Start));
            var again = PacketEcho.Rewrite(frame, sample.Version, out var malformation);
            Assert.Equal(MqttMalformation.None, malformation);
            Assert.True(sample.Bytes.AsSpan().SequenceEqual(again), name);
        }
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_strict_prefix_is_incomplete_and_consumes_nothing(int index, string name)
    {
        foreach (var input in ByteFeeder.StrictPrefixes(PacketSamples.All[index].Bytes))
        {
            var outcome = MqttFrameReader.TryRead(input, Limit, out _, out var consumed, out var malformation);

            Assert.True(outcome == MqttReadOutcome.Incomplete, name);
            Assert.Equal(MqttMalformation.None, malformation);
            Assert.Equal(input.Start, consumed);
        }
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_packet_at_the_limit_is_read_and_one_byte_more_is_refused_from_its_header(int index, string name)
    {
        var bytes = PacketSamples.All[index].Bytes;

        Assert.Equal(MqttReadOutcome.Complete, MqttFrameReader.TryRead(new(bytes), bytes.Length, out _, out _, out _));
        var outcome = MqttFrameReader.TryRead(new(bytes.AsMemory(0, 2)), bytes.Length - 1, out _, out _, out var malformation);

        Assert.True(outcome == MqttReadOutcome.Malformed, name);
        Assert.Equal(MqttMalformation.PacketTooLarge, malformation);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_body_that_is_cut_short_is_never_read_beyond_its_end(int index, string name)
    {
        var sample = PacketSamples.All[index];
        var body = sample.Bytes.AsMemory(2);
        for (var length = 0; length < body.Length; length++)
        {
            var frame = new MqttFrame((MqttPacketType)(sample.Bytes[0] >> 4), (byte)(sample.Bytes[0] & 0x0F), new(body[..length]));

            // A shorter body can be a packet of its own, but it is read and written without bytes from beyond.
            var again = PacketEcho.Rewrite(frame, sample.Version, out var malformation);

            Assert.True(again is null == (malformation != MqttMalformation.None), name);
            Assert.True(again is null || again.Length <= length + 4, name);
        }
    }

    [Fact]
    public void Mutated_packets_are_read_or_refused_but_never_throw()
    {
        var random = new Random(20261121);
        for (var round = 0; round < 60_000; round++)
        {
            var sample = PacketSamples.All[random.Next(PacketSamples.All.Count)];
            var bytes = sample.Bytes;
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            var cut = random.Next(1, bytes.Length);
            var input = ByteFeeder.Join(bytes[..cut], bytes[cut..]);
            if (MqttFrameReader.TryRead(input, Limit, out var frame, out _, out _) != MqttReadOutcome.Complete)
            {
                continue;
            }

            var version = random.Next(2) == 0 ? MqttVersion.Mqtt311 : MqttVersion.Mqtt5;
            var again = PacketEcho.Rewrite(frame, version, out var malformation);

            Assert.Equal(malformation == MqttMalformation.None, again is not null);
        }
    }
}
