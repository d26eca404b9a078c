using System.Text.Json;
using System.Text.Json.Serialization;

namespace MiyagiSensing.EventStore.Archive;

/// <summary>What lies in an archive file, for people and for the day when the table of the blocks is lost; JSON, and the same bytes for the same rows.</summary>
internal static class ArchiveManifest
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The manifest's name.</summary>
    public static string NameOf(string file) => file + ".json";

    /// <summary>The manifest's bytes: a line with the whole, then a line for each block.</summary>
    public static byte[] Write(IReadOnlyList<WrittenBlock> blocks, long fileBytes, string fileSha256, string eventsSha256)
    {
        var first = blocks[0].Place;
        using var text = new MemoryStream();
        Line(new
        {
            Format = 1,
            first.Stream,
            first.File,
            FileBytes = fileBytes,
            FileSha256 = fileSha256,
            EventsSha256 = eventsSha256,
            first.From,
            blocks[^1].Place.To,
            Events = blocks.Sum(block => block.Place.Events),
            Readings = blocks.Sum(block => (long)block.Readings),
            Blocks = blocks.Count,
        });
        foreach (var block in blocks)
        {
            Line(new
            {
                block.Place.From,
                block.Place.To,
                block.Place.Version,
                block.RecordedAt,
                block.Readings,
                block.SetAside,
                block.Place.Offset,
                block.Place.Length,
                Sha256 = ArchiveHashes.Text(block.Place.Sha256),
            });
        }

        return text.ToArray();

        void Line<T>(T value)
        {
            JsonSerializer.Serialize(text, value, Json);
            text.WriteByte((byte)'\n');
        }
    }

    /// <summary>The hash of the file that a manifest is of; null when it can't be read.</summary>
    public static string? FileSha256(string path)
    {
        try
        {
            _ = RegularFile.LengthOf(path);
            using var lines = new StreamReader(path);
            using var whole = JsonDocument.Parse(lines.ReadLine() ?? "");
            return whole.RootElement.GetProperty("fileSha256").GetString();
        }
        catch (Exception exception) when (exception is IOException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
