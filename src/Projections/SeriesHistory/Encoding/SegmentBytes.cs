using System.Buffers;
using System.Buffers.Binary;

namespace MiyagiSensing.Projections.SeriesHistory.Encoding;

/// <summary>Writes the numbers that <see cref="SegmentCursor"/> reads.</summary>
internal static class SegmentBytes
{
    public static void WriteByte(this IBufferWriter<byte> output, byte number)
    {
        output.GetSpan(1)[0] = number;
        output.Advance(1);
    }

    public static void WriteFixed(this IBufferWriter<byte> output, ulong number)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(output.GetSpan(8), number);
        output.Advance(8);
    }

    public static void WriteVariable(this IBufferWriter<byte> output, ulong number)
    {
        var span = output.GetSpan(10);
        var length = 0;
        for (; number >= 0x80; number >>= 7)
        {
            span[length++] = (byte)(number | 0x80);
        }

        span[length++] = (byte)number;
        output.Advance(length);
    }

    /// <summary>Small numbers of either sign become small numbers: 0, -1, 1, -2 are 0, 1, 2, 3.</summary>
    public static ulong ToZigzag(long number) => (ulong)((number << 1) ^ (number >> 63));

    /// <summary>The way back from <see cref="ToZigzag"/>.</summary>
    public static long FromZigzag(ulong number) => (long)(number >> 1) ^ -(long)(number & 1);
}
