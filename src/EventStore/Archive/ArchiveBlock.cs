using System.IO.Compression;
using MiyagiSensing.Domain.Journal;

namespace MiyagiSensing.EventStore.Archive;

/// <summary>
/// A journal block as small bytes, for an archive of old days: the journal's JSON (docs/wire-formats.md), in which an instant of measuring is the distance from the reading before and an instant of arrival the distance from
/// the reading's measuring, compressed with Brotli.
/// </summary>
internal static class ArchiveBlock
{
    /// <summary>Brotli's effort, 0 to 11. Chosen: the greatest below the two that are many times slower.</summary>
    private const int Quality = 9;

    /// <summary>Base-2 logarithm of Brotli's window in bytes, 10 to 24. Chosen: 4 MB, more than a block's JSON.</summary>
    private const int Window = 22;

    /// <summary>The block as bytes.</summary>

    public static byte[] Encode(ReadingsRecorded block)
    {
        var json = JournalBlockWriter.Write(block with { Groups = [.. block.Groups.Select(ToDistances)] });
        var bytes = new byte[BrotliEncoder.GetMaxCompressedLength(json.Length)];
        return BrotliEncoder.TryCompress(json, bytes, out var written, Quality, Window)
            ? bytes[..written]
            : throw new InvalidOperationException("Brotli needs more room than it says at most.");
    }

    /// <summary>The way back; whoever calls it has checked the bytes' hash.</summary>
    /// <exception cref="InvalidOperationException">Not Brotli.</exception>
    /// <exception cref="System.Text.Json.JsonException">Not a journal block.</exception>
    public static ReadingsRecorded Decode(byte[] bytes)
    {
        using var json = new MemoryStream();
        using (var brotli = new BrotliStream(new MemoryStream(bytes), CompressionMode.Decompress))
        {
            brotli.CopyTo(json);
        }

        var block = JournalBlockReader.Read(json.GetBuffer().AsSpan(0, (int)json.Length));
        return block with { Groups = [.. block.Groups.Select(ToInstants)] };
    }

    private static ReadingGroup ToDistances(ReadingGroup group)
    {
        var (measured, received) = (new long[group.Count], new long[group.Count]);
        for (var i = 0; i < group.Count; i++)
        {
            measured[i] = i == 0 ? group.MeasuredAt[0] : group.MeasuredAt[i] - group.MeasuredAt[i - 1];
            received[i] = group.ReceivedAt[i] - group.MeasuredAt[i];
        }

        return With(group, measured, received);
    }

    private static ReadingGroup ToInstants(ReadingGroup group)
    {
        var (measured, received) = (new long[group.Count], new long[group.Count]);
        for (var i = 0; i < group.Count; i++)
        {
            measured[i] = group.MeasuredAt[i] + (i == 0 ? 0 : measured[i - 1]);
            received[i] = group.ReceivedAt[i] + measured[i];
        }

        return With(group, measured, received);
    }

    private static ReadingGroup With(ReadingGroup group, long[] measured, long[] received) => new()
    {
        Metrics = group.Metrics,
        Sources = group.Sources,
        SourceIndex = group.SourceIndex,
        MeasuredAt = measured,
        ReceivedAt = received,
        Values = group.Values,
        Sequence = group.Sequence,
        Clock = group.Clock,
        Identity = group.Identity,
        Decoder = group.Decoder,
    };
}
