using System.Buffers;
using System.Buffers.Binary;

namespace MiyagiSensing.Grpc.Framing;

/// <summary>Finds one length-prefixed message in a sequence of bytes. Pure: knows no socket, allocates nothing, copies only a split prefix.</summary>
public static class MessageFrameReader
{
    /// <summary>Length of the prefix: flag and length.</summary>
    public const int PrefixBytes = 5;

    // Length-Prefixed-Message -> Compressed-Flag Message-Length Message
    // Compressed-Flag         -> 0 / 1                        ; 1 byte
    // Message-Length          -> {length of Message}          ; 4 bytes, unsigned, big endian
    // Source: gRPC doc/PROTOCOL-HTTP2.md, "Requests".

    /// <summary>Tries to read the message that starts at the first byte of <paramref name="buffer"/>.</summary>
    /// <param name="buffer">Bytes received so far.</param>
    /// <param name="maxMessageBytes">Longest message to accept, inclusive, bytes, without the prefix.</param>
    /// <param name="message">The message's bytes, a slice of <paramref name="buffer"/>, possibly empty; default unless the outcome is <see cref="FrameReadOutcome.Message"/>.</param>
    /// <param name="consumed">End of the frame; the start of <paramref name="buffer"/> unless the outcome is <see cref="FrameReadOutcome.Message"/>.</param>
    public static FrameReadOutcome TryRead(
        in ReadOnlySequence<byte> buffer, int maxMessageBytes, out ReadOnlySequence<byte> message, out SequencePosition consumed)
    {
        message = default;
        consumed = buffer.Start;
        if (buffer.Length < PrefixBytes)
        {
            return FrameReadOutcome.Incomplete;
        }

        Span<byte> prefix = stackalloc byte[PrefixBytes];
        buffer.Slice(0, PrefixBytes).CopyTo(prefix);
        if (prefix[0] != 0)
        {
            return prefix[0] == 1 ? FrameReadOutcome.Compressed : FrameReadOutcome.InvalidFlag;
        }

        var messageBytes = BinaryPrimitives.ReadUInt32BigEndian(prefix[1..]);
        if (messageBytes > (uint)maxMessageBytes)
        {
            return FrameReadOutcome.TooLarge;
        }

        if (buffer.Length - PrefixBytes < messageBytes)
        {
            return FrameReadOutcome.Incomplete;
        }

        message = buffer.Slice(PrefixBytes, messageBytes);
        consumed = message.End;
        return FrameReadOutcome.Message;
    }
}
