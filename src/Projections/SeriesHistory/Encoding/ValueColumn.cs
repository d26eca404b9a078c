using System.Buffers;

namespace MiyagiSensing.Projections.SeriesHistory.Encoding;

/// <summary>
/// A column of doubles, bit for bit. What devices send are decimals: with the smallest number of decimals that brings every value back exactly, they are stored as integers. Missing values and the few that
/// do not fit (−0, infinity) are listed. A column that is not decimal is stored as its bits,
/// taken as integers: of one sign these are in the order of the values, so neighbours are near.
/// </summary>
/// <remarks>
/// values = 0:1 decimals:1 exceptions:var exception* column, with exception = gap:var bits:8, the gap counted from behind the last exception, and a column (<see cref="IntegerColumn"/>) in which an exception repeats the number before;
/// or values = 1:1 column.
/// </remarks>
internal static class ValueColumn
{
    private const byte Decimal = 0;
    private const byte Bits = 1;

    /// <summary>Up to 2^53 every integer is a double, so the division on the way back is rounded once. Source: IEEE 754, correctly rounded division.</summary>
    private const double LargestInteger = 9_007_199_254_740_992;

    private static readonly double[] Powers = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    public static void Write(IBufferWriter<byte> output, ReadOnlySpan<double> values)
    {
        if (DecimalsOf(values) is { } decimals)
        {
            WriteDecimal(output, values, decimals);
        }
        else
        {
            WriteBits(output, values);
        }
    }

    public static void Read(ref SegmentCursor input, Span<double> values)
    {
        switch (input.Byte())
        {
            case Decimal: ReadDecimal(ref input, values); break;
            case Bits: ReadBits(ref input, values); break;
            case var other: throw new InvalidDataException($"A history segment has values of the unknown form {other}.");
        }
    }

    private static bool Fits(double value, int decimals, out long scaled)
    {
        var power = Powers[decimals];
        var rounded = Math.Round(value * power);
        scaled = Math.Abs(rounded) <= LargestInteger ? (long)rounded : 0;
        return BitConverter.DoubleToInt64Bits(scaled / power) == BitConverter.DoubleToInt64Bits(value);
    }

    /// <summary>The least number of decimals that fits all values but a few; null when there is none.</summary>
    private static int? DecimalsOf(ReadOnlySpan<double> values)
    {
        // What fits d decimals also fits d + 1 as long as it stays below 2^53, so one pass finds the least number that fits all; the exceptions are counted with that.
        var (decimals, exceptions) = (0, 0);
        var allowed = values.Length / 16;
        foreach (var value in values)
        {
            if (!double.IsFinite(value) || (value == 0 && double.IsNegative(value)))
            {
                exceptions += double.IsNaN(value) ? 0 : 1;
            }
            else
            {
                var needed = decimals;
                while (needed < Powers.Length && !Fits(value, needed, out _))
                {
                    needed++;
                }

                if (needed < Powers.Length)
                {
                    decimals = needed;
                }
                else
                {
                    exceptions++;
                }
            }

            if (exceptions > allowed)
            {
                return null;
            }
        }

        return decimals;
    }

    private static void WriteDecimal(IBufferWriter<byte> output, ReadOnlySpan<double> values, int decimals)
    {
        var numbers = ArrayPool<long>.Shared.Rent(values.Length);
        var exceptions = new ArrayBufferWriter<byte>();
        var (last, count, behind) = (0L, 0, 0);
        for (var i = 0; i < values.Length; i++)
        {
            if (Fits(values[i], decimals, out var scaled))
            {
                last = scaled;
            }
            else
            {
                exceptions.WriteVariable((ulong)(i - behind));
                exceptions.WriteFixed(BitConverter.DoubleToUInt64Bits(values[i]));
                behind = i + 1;
                count++;
            }

            numbers[i] = last;
        }

        output.WriteByte(Decimal);
        output.WriteByte((byte)decimals);
        output.WriteVariable((ulong)count);
        output.Write(exceptions.WrittenSpan);
        IntegerColumn.Write(output, numbers.AsSpan(0, values.Length));
        ArrayPool<long>.Shared.Return(numbers);
    }

    private static void ReadDecimal(ref SegmentCursor input, Span<double> values)
    {
        var decimals = input.Byte();
        if (decimals >= Powers.Length)
        {
            throw new InvalidDataException($"A history segment has values with {decimals} decimals.");
        }

        // Where the exceptions begin; they are put in place when the integers are known.
        var exceptionCount = input.Count(values.Length);
        var exceptions = input;
        for (var i = 0; i < exceptionCount; i++)
        {
            input.Variable();
            input.Fixed();
        }

        var numbers = ArrayPool<long>.Shared.Rent(values.Length);
        IntegerColumn.Read(ref input, numbers.AsSpan(0, values.Length));
        var power = Powers[decimals];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = numbers[i] / power;
        }

        ArrayPool<long>.Shared.Return(numbers);
        var at = 0;
        for (var i = 0; i < exceptionCount; i++)
        {
            at += exceptions.Count(values.Length - 1 - at);
            values[at++] = BitConverter.UInt64BitsToDouble(exceptions.Fixed());
            if (at == values.Length && i + 1 < exceptionCount)
            {
                throw new InvalidDataException("A history segment lists an exception behind its last value.");
            }
        }
    }

    private static void WriteBits(IBufferWriter<byte> output, ReadOnlySpan<double> values)
    {
        var numbers = ArrayPool<long>.Shared.Rent(values.Length);
        for (var i = 0; i < values.Length; i++)
        {
            numbers[i] = BitConverter.DoubleToInt64Bits(values[i]);
        }

        output.WriteByte(Bits);
        IntegerColumn.Write(output, numbers.AsSpan(0, values.Length));
        ArrayPool<long>.Shared.Return(numbers);
    }

    private static void ReadBits(ref SegmentCursor input, Span<double> values)
    {
        var numbers = ArrayPool<long>.Shared.Rent(values.Length);
        IntegerColumn.Read(ref input, numbers.AsSpan(0, values.Length));
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = BitConverter.Int64BitsToDouble(numbers[i]);
        }

        ArrayPool<long>.Shared.Return(numbers);
    }
}
