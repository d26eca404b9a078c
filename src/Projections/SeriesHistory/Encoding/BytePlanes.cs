using System.Buffers;

namespace MiyagiSensing.Projections.SeriesHistory.Encoding;

/// <summary>
/// Numbers as planes: all lowest bytes, then all second bytes, and so on. The upper planes are nearly all zero and cost nothing once compressed, without a length for each number.
/// </summary>
/// <remarks>planes = mask:1 plane*, where bit b of the mask says that plane b (bits 8b to 8b+7 of each number) follows; a plane that is all zero is left out.</remarks>
internal static class BytePlanes
{
    public static void Write(IBufferWriter<byte> output, ReadOnlySpan<ulong> numbers)
    {
        var union = 0UL;
        foreach (var number in numbers)
        {
            union |= number;
        }

        var mask = 0;
        for (var plane = 0; plane < 8; plane++)
        {
            mask |= (byte)(union >> (8 * plane)) != 0 ? 1 << plane : 0;
        }

        output.WriteByte((byte)mask);
        for (var plane = 0; plane < 8; plane++)
        {
            if ((mask & (1 << plane)) != 0)
            {
                var bytes = output.GetSpan(numbers.Length)[..numbers.Length];
                var shift = 8 * plane;
                for (var i = 0; i < bytes.Length; i++)
                {
                    bytes[i] = (byte)(numbers[i] >> shift);
                }

                output.Advance(bytes.Length);
            }
        }
    }

    public static void Read(ref SegmentCursor input, Span<ulong> numbers)
    {
        numbers.Clear();
        var mask = input.Byte();
        for (var plane = 0; plane < 8; plane++)
        {
            if ((mask & (1 << plane)) != 0)
            {
                var bytes = input.Bytes(numbers.Length);
                var shift = 8 * plane;
                for (var i = 0; i < bytes.Length; i++)
                {
                    numbers[i] |= (ulong)bytes[i] << shift;
                }
            }
        }
    }
}
