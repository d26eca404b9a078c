using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Xunit;

namespace MiyagiSensing.Unit.Golden;

/// <summary>
/// Compares what leaves the process with the files in this folder. A file that is missing is written, and the test fails so that somebody reads it
/// before it is committed. A file that is there is never rewritten.
/// </summary>
internal static class GoldenFile
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Compares JSON by content and order, not by blanks and escapes.</summary>
    public static void AssertEqual(string name, JsonElement actual) => AssertEqual(name, JsonSerializer.Serialize(actual, Indented) + "\n");

    /// <summary>Compares JSON by content and order, not by blanks and escapes.</summary>
    public static void AssertJsonEqual(string name, ReadOnlySpan<byte> actual) => AssertEqual(name, JsonSerializer.Deserialize<JsonElement>(actual));

    /// <summary>Compares text.</summary>
    public static void AssertEqual(string name, string actual)
    {
        var path = PathOf(name);
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
            Assert.Fail($"The golden file {name} was missing and has been written. Read it, then commit it.");
        }

        Assert.Equal(File.ReadAllText(path), actual);
    }

    public static byte[] ReadBytes(string name) => File.ReadAllBytes(PathOf(name));

    /// <summary>Names, without extension, of the files in a folder.</summary>
    public static IEnumerable<string> NamesIn(string folder) =>
        Directory.EnumerateFiles(PathOf(folder)).Select(file => Path.GetFileNameWithoutExtension(file));

    private static string PathOf(string name, [CallerFilePath] string thisFile = "") => Path.Combine(Path.GetDirectoryName(thisFile)!, name);
}
