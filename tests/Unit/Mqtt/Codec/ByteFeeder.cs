using System.Buffers;

namespace MiyagiSensing.Unit.Mqtt.Codec;

/// <summary>The ways in which the same bytes can lie in a receive buffer.</summary>
internal static class ByteFeeder
{
    /// <summary>Whole, one byte a segment, and cut in two at every offset.</summary>
    public static IEnumerable<ReadOnlySequence<byte>> Feed(byte[] bytes)
    {
        yield return new ReadOnlySequence<byte>(bytes);
        yield return Join([.. bytes.Select(one => new[] { one })]);
        for (var offset = 1; offset < bytes.Length; offset++)
        {
            yield return Join(bytes[..offset], bytes[offset..]);
        }
    }

    /// <summary>Every strict prefix, the empty one included, whole and in single bytes.</summary>
    public static IEnumerable<ReadOnlySequence<byte>> StrictPrefixes(byte[] bytes)
    {
        for (var length = 0; length < bytes.Length; length++)
        {
            yield return new ReadOnlySequence<byte>(bytes[..length]);
            yield return Join([.. bytes[..length].Select(one => new[] { one })]);
        }
    }

    public static ReadOnlySequence<byte> Join(params byte[][] parts)
    {
        if (parts.Length == 0)
        {
            return ReadOnlySequence<byte>.Empty;
        }

        var first = new Segment(parts[0], 0);
        var last = parts[1..].Aggregate(first, (previous, part) => previous.Append(part));
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(byte[] bytes, long before) => (Memory, RunningIndex) = (bytes, before);

        public Segment Append(byte[] bytes)
        {
            var next = new Segment(bytes, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
