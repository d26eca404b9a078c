using System.Buffers;
using MiyagiSensing.Grpc.Framing;
using Xunit;

namespace MiyagiSensing.Unit.Grpc.Framing;

public sealed class MessageFrameReaderTests
{
    private const int Limit = 300;

    public static TheoryData<int> MessageLengths => [0, 1, 2, 127, 255, 256, Limit];

    [Theory]
    [MemberData(nameof(MessageLengths))]
    public void A_whole_frame_is_read_and_what_follows_is_left(int messageBytes)
    {
        var message = Message(messageBytes);
        var bytes = new ReadOnlySequence<byte>([.. FrameBytes.Frame(message), 0, 0, 0]);

        var outcome = MessageFrameReader.TryRead(bytes, Limit, out var read, out var consumed);

        Assert.Equal(FrameReadOutcome.Message, outcome);
        Assert.Equal(message, read.ToArray());
        Assert.Equal(3, bytes.Slice(consumed).Length);
    }

    [Theory]
    [MemberData(nameof(MessageLengths))]
    public void A_frame_split_at_any_offset_is_the_same_frame(int messageBytes)
    {
        var message = Message(messageBytes);
        var frame = FrameBytes.Frame(message);

        for (var offset = 0; offset <= frame.Length; offset++)
        {
            var bytes = FrameBytes.Split(frame, offset);
            Assert.Equal(FrameReadOutcome.Message, MessageFrameReader.TryRead(bytes, Limit, out var read, out var consumed));
            Assert.Equal(message, read.ToArray());
            Assert.True(bytes.Slice(consumed).IsEmpty);
        }
    }

    [Fact]
    public void A_frame_of_single_bytes_is_the_same_frame()
    {
        var frame = FrameBytes.Frame([10, 20, 30]);
        var bytes = FrameBytes.Split(frame, [.. Enumerable.Range(1, frame.Length - 1)]);

        Assert.Equal(FrameReadOutcome.Message, MessageFrameReader.TryRead(bytes, Limit, out var read, out _));
        Assert.Equal([10, 20, 30], read.ToArray());
    }

    [Theory]
    [MemberData(nameof(MessageLengths))]
    public void Every_strict_prefix_is_incomplete_and_nothing_is_consumed(int messageBytes)
    {
        var frame = FrameBytes.Frame(Message(messageBytes));

        for (var length = 0; length < frame.Length; length++)
        {
            var bytes = new ReadOnlySequence<byte>(frame, 0, length);
            Assert.Equal(FrameReadOutcome.Incomplete, MessageFrameReader.TryRead(bytes, Limit, out var read, out var consumed));
            Assert.True(read.IsEmpty);
            Assert.Equal(bytes.Start, consumed);
        }
    }

    [Theory]
    [InlineData(Limit + 1)]
    [InlineData(int.MaxValue)]
    [InlineData(-1)]
    public void A_length_beyond_the_limit_is_refused_from_the_prefix_alone(int announced)
    {
        byte[] prefix = [0, (byte)(announced >> 24), (byte)(announced >> 16), (byte)(announced >> 8), (byte)announced];
        var bytes = new ReadOnlySequence<byte>(prefix);

        Assert.Equal(FrameReadOutcome.TooLarge, MessageFrameReader.TryRead(bytes, Limit, out _, out var consumed));
        Assert.Equal(bytes.Start, consumed);
    }

    [Theory]
    [InlineData(1, FrameReadOutcome.Compressed)]
    [InlineData(2, FrameReadOutcome.InvalidFlag)]
    [InlineData(255, FrameReadOutcome.InvalidFlag)]
    public void A_flag_other_than_zero_is_refused(byte flag, FrameReadOutcome expected)
    {
        var bytes = new ReadOnlySequence<byte>(FrameBytes.Frame([1, 2, 3], flag));

        Assert.Equal(expected, MessageFrameReader.TryRead(bytes, Limit, out _, out var consumed));
        Assert.Equal(bytes.Start, consumed);
    }

    [Fact]
    public void Random_bytes_end_in_some_outcome_and_never_beyond_the_buffer()
    {
        var random = new Random(20261121);
        for (var round = 0; round < 10_000; round++)
        {
            var noise = new byte[random.Next(0, 40)];
            random.NextBytes(noise);
            noise.AsSpan(0, Math.Min(4, noise.Length)).Clear();
            var bytes = FrameBytes.Split(noise, random.Next(0, noise.Length + 1));

            var outcome = MessageFrameReader.TryRead(bytes, Limit, out var read, out var consumed);

            Assert.True(Enum.IsDefined(outcome));
            Assert.Equal(outcome == FrameReadOutcome.Message ? noise.Length - 5 - read.Length : noise.Length, bytes.Slice(consumed).Length);
        }
    }

    private static byte[] Message(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)i)];
}
