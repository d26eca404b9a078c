using System.Buffers;
using System.Buffers.Binary;
using Google.Protobuf;

namespace MiyagiSensing.Grpc.Framing;

/// <summary>Writes length-prefixed messages, the way back from <see cref="MessageFrameReader"/>.</summary>
public static class MessageFrameWriter
{
    /// <summary>Appends one message, uncompressed, with its prefix. Does not flush.</summary>
    public static void Write(IBufferWriter<byte> output, IMessage message)
    {
        var messageBytes = message.CalculateSize();
        var prefix = output.GetSpan(MessageFrameReader.PrefixBytes);
        prefix[0] = 0;
        BinaryPrimitives.WriteUInt32BigEndian(prefix[1..], (uint)messageBytes);
        output.Advance(MessageFrameReader.PrefixBytes);
        message.WriteTo(output);
    }
}
