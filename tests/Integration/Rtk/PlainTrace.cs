using System.Text;
using MiyagiSensing.Integration.Fixtures;

namespace MiyagiSensing.Integration.Rtk;

/// <summary>Looks for a text in bytes, in the forms in which it could be stored: UTF-8 in whatever case, UTF-16, and within base64.</summary>
internal static class PlainTrace
{
    /// <summary>Names of the files in a folder that hold the text; files that vanish meanwhile are passed over.</summary>
    public static IEnumerable<string> FilesWith(string folder, string text)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            byte[] bytes;
            try
            {
                using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                using var memory = new MemoryStream();
                stream.CopyTo(memory);
                bytes = memory.ToArray();
            }
            catch (FileNotFoundException)
            {
                continue;
            }

            if (Holds(bytes, text))
            {
                yield return file;
            }
        }
    }

    /// <summary>True when the bytes hold the text in any form.</summary>
    public static bool Holds(ReadOnlySpan<byte> bytes, string text)
    {
        foreach (var form in Forms(text))
        {
            if (bytes.IndexOf(form) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Runs a program and returns all that it wrote to its output, however long.</summary>
    public static async Task<byte[]> OutputAsync(string folder, IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        var file = Path.Combine(folder, $"output-{Guid.NewGuid():N}");
        await using var program = await ServerProcess.RunAsync(["sh", "-c", "out=$1; shift; exec \"$@\" >\"$out\"", "sh", file, .. command], "/", null, cancellationToken);
        return program.ExitCode == 0 ? await File.ReadAllBytesAsync(file, cancellationToken) : throw new InvalidOperationException($"{command[0]} ended with {program.ExitCode}: {program.Output}");
    }

    private static IEnumerable<byte[]> Forms(string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        yield return plain;
        yield return Encoding.UTF8.GetBytes(text.ToUpperInvariant());
        yield return Encoding.Unicode.GetBytes(text);
        for (var shift = 0; shift < 3; shift++)
        {
            // What surrounds it changes the first and last characters only.
            var encoded = Convert.ToBase64String([.. new byte[shift], .. plain]);
            yield return Encoding.ASCII.GetBytes(encoded[4..^4]);
        }
    }
}
