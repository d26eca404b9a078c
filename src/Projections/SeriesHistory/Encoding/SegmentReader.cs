using System.Buffers;
using System.IO.Compression;
using MiyagiSensing.Domain.Readings;

namespace MiyagiSensing.Projections.SeriesHistory.Encoding;

/// <summary>Bytes to readings, the way back from <see cref="SegmentWriter"/>, where the layout stands.</summary>
internal static class SegmentReader
{
    /// <summary>Adds the readings of a segment to <paramref name="into"/>, in their stored order.</summary>
    /// <exception cref="InvalidDataException">Not a segment, or one of a newer version. At most 64 bytes a reading and 2^20 readings are made room for before that is found out.</exception>
    public static void Read(ReadOnlySpan<byte> segment, HistoryColumns into)
    {
        var head = new SegmentCursor(segment);
        var version = head.Byte();
        if (version != SegmentWriter.Version)
        {
            throw new InvalidDataException($"A history segment has version {version}; this build reads version {SegmentWriter.Version}.");
        }

        var form = head.Byte();
        var count = head.Count(SegmentLimits.Readings);
        if (form > 1 || count == 0)
        {
            throw new InvalidDataException($"A history segment has form {form} and {count} readings.");
        }

        if (form == 0)
        {
            ReadBody(head.Rest, count, into);
            return;
        }

        var length = head.Count(SegmentLimits.BodyBytes(count));
        var body = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            if (!BrotliDecoder.TryDecompress(head.Rest, body.AsSpan(0, length), out var written) || written != length)
            {
                throw new InvalidDataException("A history segment can't be decompressed to the length that it states.");
            }

            ReadBody(body.AsSpan(0, length), count, into);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(body);
        }
    }

    private static void ReadBody(ReadOnlySpan<byte> bytes, int count, HistoryColumns into)
    {
        var body = new SegmentCursor(bytes);
        var marks = new byte[count];
        var sequenced = ReadRuns(ref body, marks);
        var (measured, latency, positions) = (new long[count], new long[count], new long[count]);
        var sequences = new long[sequenced];
        var values = new double[count];
        IntegerColumn.Read(ref body, measured);
        IntegerColumn.Read(ref body, latency);
        IntegerColumn.Read(ref body, positions);
        if (sequenced > 0)
        {
            IntegerColumn.Read(ref body, sequences);
        }

        ValueColumn.Read(ref body, values);
        if (!body.Rest.IsEmpty)
        {
            throw new InvalidDataException($"A history segment has {body.Rest.Length} bytes behind its values.");
        }

        var next = 0;
        for (var i = 0; i < count; i++)
        {
            var sequence = HistoryColumns.IdentityOf(marks[i]) == IdentityKind.Sequence ? sequences[next++] : 0;
            into.Add(measured[i], unchecked(measured[i] + latency[i]), positions[i], values[i], marks[i], sequence);
        }
    }

    private static int ReadRuns(ref SegmentCursor body, Span<byte> marks)
    {
        var sequenced = 0;
        for (var at = 0; at < marks.Length;)
        {
            var mark = body.Byte();
            var length = body.Count(marks.Length - at);
            if (length == 0)
            {
                throw new InvalidDataException("A history segment has a run of no readings.");
            }

            marks.Slice(at, length).Fill(mark);
            sequenced += HistoryColumns.IdentityOf(mark) == IdentityKind.Sequence ? length : 0;
            at += length;
        }

        return sequenced;
    }
}
