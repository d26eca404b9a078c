using System.Buffers;
using System.IO.Compression;
using System.Numerics;
using MiyagiSensing.Domain.Readings;

namespace MiyagiSensing.Projections.SeriesHistory.Encoding;

/// <summary>Readings of one series to bytes. <see cref="SegmentReader"/> is the way back.</summary>
/// <remarks>
/// <code>
/// segment = version:1 form:1 count:var body
/// form    = 0: the body as it is; 1: length:var, then the body in Brotli (RFC 7932)
/// body    = run* measured latency positions [sequences] values
/// run     = mark:1 length:var, until all readings have a mark; mark = identity kind + 4 * clock trust
/// </code>
/// measured, latency (received − measured), positions and sequences are an <see cref="IntegerColumn"/>; sequences only of the readings that they identify. Explained in <c>docs/series-history.md</c>.
/// </remarks>
internal static class SegmentWriter
{
    /// <summary>First byte of every segment.</summary>
    public const byte Version = 1;

    /// <summary>Brotli quality for what is soon merged again. Measured: <c>bench</c>, five times as fast as the thorough one.</summary>
    public const int Quick = 1;

    /// <summary>Brotli quality for what stays. Measured: <c>bench</c>; higher ones save less than 2 %.</summary>
    public const int Thorough = 5;

    /// <summary>Writes readings <paramref name="start"/> to <paramref name="start"/> + <paramref name="count"/> − 1, at least one and at most <see cref="SegmentLimits.Readings"/>.</summary>
    public static byte[] Write(HistoryColumns columns, int start, int count, int quality)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, SegmentLimits.Readings);
        var body = new ArrayBufferWriter<byte>(256 + (count * 8));
        var marks = columns.Marks.Slice(start, count);
        WriteRuns(body, marks);
        var measured = columns.Measured.Slice(start, count);
        var received = columns.Received.Slice(start, count);
        var numbers = ArrayPool<long>.Shared.Rent(count);
        for (var i = 0; i < count; i++)
        {
            numbers[i] = received[i] - measured[i];
        }

        IntegerColumn.Write(body, measured);
        IntegerColumn.Write(body, numbers.AsSpan(0, count));
        IntegerColumn.Write(body, columns.Positions.Slice(start, count));
        var sequenced = Sequenced(columns, marks, start, numbers);
        if (sequenced > 0)
        {
            IntegerColumn.Write(body, numbers.AsSpan(0, sequenced));
        }

        ArrayPool<long>.Shared.Return(numbers);
        ValueColumn.Write(body, columns.Values.Slice(start, count));
        return Frame(body.WrittenSpan, count, quality);
    }

    private static void WriteRuns(IBufferWriter<byte> body, ReadOnlySpan<byte> marks)
    {
        for (var at = 0; at < marks.Length;)
        {
            var length = marks[at..].IndexOfAnyExcept(marks[at]);
            length = length < 0 ? marks.Length - at : length;
            body.WriteByte(marks[at]);
            body.WriteVariable((ulong)length);
            at += length;
        }
    }

    private static int Sequenced(HistoryColumns columns, ReadOnlySpan<byte> marks, int start, long[] numbers)
    {
        var sequences = columns.Sequences;
        var count = 0;
        for (var i = 0; i < marks.Length && !sequences.IsEmpty; i++)
        {
            if (HistoryColumns.IdentityOf(marks[i]) == IdentityKind.Sequence)
            {
                numbers[count++] = sequences[start + i];
            }
        }

        return count;
    }

    private static byte[] Frame(ReadOnlySpan<byte> body, int count, int quality)
    {
        var head = new ArrayBufferWriter<byte>(32);
        if (body.Length >= SegmentLimits.CompressFrom)
        {
            var packed = ArrayPool<byte>.Shared.Rent(BrotliEncoder.GetMaxCompressedLength(body.Length));
            var window = Math.Clamp(BitOperations.Log2((uint)body.Length) + 1, 10, 22);
            try
            {
                if (BrotliEncoder.TryCompress(body, packed, out var length, quality, window) && length < body.Length)
                {
                    head.WriteByte(Version);
                    head.WriteByte(1);
                    head.WriteVariable((ulong)count);
                    head.WriteVariable((ulong)body.Length);
                    return [.. head.WrittenSpan, .. packed.AsSpan(0, length)];
                }
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(packed);
            }
        }

        head.WriteByte(Version);
        head.WriteByte(0);
        head.WriteVariable((ulong)count);
        return [.. head.WrittenSpan, .. body];
    }
}
