using System.Buffers;

namespace MiyagiSensing.Unit.Gateway.Fakes;

/// <summary>Payloads that arrive in pieces.</summary>
internal sealed class Segments : ReadOnlySequenceSegment<byte>
{
    private Segments(ReadOnlyMemory<byte> memory, long runningIndex) => (Memory, RunningIndex) = (memory, runningIndex);

    /// <summary>The bytes, cut in two.</summary>
    public static ReadOnlySequence<byte> Cut(byte[] bytes, int at)
    {
        var first = new Segments(bytes.AsMemory(0, at), 0);
        var second = new Segments(bytes.AsMemory(at), at);
        first.Next = second;
        return new ReadOnlySequence<byte>(first, 0, second, bytes.Length - at);
    }
}
