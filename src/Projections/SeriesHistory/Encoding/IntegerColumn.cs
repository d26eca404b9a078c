using System.Buffers;
using System.Numerics;

namespace MiyagiSensing.Projections.SeriesHistory.Encoding;

/// <summary>
/// A column of integers as what a guess leaves over: order 0 guesses the first number, order 1 the number before, order 2 the same step again. The order with the fewest bits is chosen for each column, so
/// that regular instants cost nothing and noise does not get worse.
/// </summary>
/// <remarks>column = order:1 first:zigzag [step:zigzag, order 2 only] planes of the zigzag remainders. Differences wrap around 64 bits, both ways alike.</remarks>
internal static class IntegerColumn
{
    /// <summary>Writes at least one number.</summary>
    public static void Write(IBufferWriter<byte> output, ReadOnlySpan<long> numbers)
    {
        var order = BestOrder(numbers);
        var known = Math.Max(order, 1);
        var remainders = ArrayPool<ulong>.Shared.Rent(numbers.Length);
        var rest = remainders.AsSpan(0, numbers.Length - known);
        for (var i = 0; i < rest.Length; i++)
        {
            var number = numbers[i + known];
            var guess = order switch
            {
                0 => numbers[0],
                1 => numbers[i],
                _ => unchecked((2 * numbers[i + 1]) - numbers[i]),
            };
            rest[i] = SegmentBytes.ToZigzag(unchecked(number - guess));
        }

        output.WriteByte((byte)order);
        output.WriteVariable(SegmentBytes.ToZigzag(numbers[0]));
        if (order == 2)
        {
            output.WriteVariable(SegmentBytes.ToZigzag(unchecked(numbers[1] - numbers[0])));
        }

        BytePlanes.Write(output, rest);
        ArrayPool<ulong>.Shared.Return(remainders);
    }

    /// <summary>Reads as many numbers as there is room for, at least one.</summary>
    public static void Read(ref SegmentCursor input, Span<long> numbers)
    {
        var order = input.Byte();
        var known = Math.Max((int)order, 1);
        if (order > 2 || known > numbers.Length)
        {
            throw new InvalidDataException($"A history segment has a column of {numbers.Length} numbers with order {order}.");
        }

        numbers[0] = SegmentBytes.FromZigzag(input.Variable());
        if (order == 2)
        {
            numbers[1] = unchecked(numbers[0] + SegmentBytes.FromZigzag(input.Variable()));
        }

        var remainders = ArrayPool<ulong>.Shared.Rent(numbers.Length);
        var rest = remainders.AsSpan(0, numbers.Length - known);
        BytePlanes.Read(ref input, rest);
        for (var i = 0; i < rest.Length; i++)
        {
            var guess = order switch
            {
                0 => numbers[0],
                1 => numbers[i],
                _ => unchecked((2 * numbers[i + 1]) - numbers[i]),
            };
            numbers[i + known] = unchecked(guess + SegmentBytes.FromZigzag(rest[i]));
        }

        ArrayPool<ulong>.Shared.Return(remainders);
    }

    private static int BestOrder(ReadOnlySpan<long> numbers)
    {
        if (numbers.Length < 3)
        {
            return 0;
        }

        var (constant, delta, step) = (0L, 0L, 0L);
        for (var i = 2; i < numbers.Length; i++)
        {
            var (now, before, earlier) = (numbers[i], numbers[i - 1], numbers[i - 2]);
            constant += Bits(unchecked(now - numbers[0]));
            delta += Bits(unchecked(now - before));
            step += Bits(unchecked(now - before - before + earlier));
        }

        return step < delta ? (step < constant ? 2 : 0) : delta < constant ? 1 : 0;
    }

    private static int Bits(long number) => 64 - BitOperations.LeadingZeroCount(SegmentBytes.ToZigzag(number));
}
