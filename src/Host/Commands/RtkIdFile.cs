using System.Globalization;
using MiyagiSensing.Host.Configuration;
using MiyagiSensing.Host.Import;

namespace MiyagiSensing.Host.Commands;

/// <summary>Plain user ids as people hand them in: never on the command line, where the shell's history and the list of processes would keep them, but on standard input or in a file. No error quotes one.</summary>
internal static class RtkIdFile
{
    /// <summary>Longest id, characters. Chosen: longer than any name a caster takes.</summary>
    private const int MaxLength = 200;

    /// <summary>One id a line, from a file, or from standard input without one.</summary>
    /// <exception cref="SettingsException">There is none, or a line is none.</exception>
    public static async Task<IReadOnlyList<string>> ReadAsync(FileInfo? file, CancellationToken cancellationToken)
    {
        if (file is null && !Console.IsInputRedirected)
        {
            await Console.Error.WriteLineAsync("User ids, one a line; end with Ctrl-D:");
        }

        using var bytes = new MemoryStream();
        await using (var input = file is null ? Console.OpenStandardInput() : file.OpenRead())
        {
            await input.CopyToAsync(bytes, cancellationToken);
        }

        if (!Utf8Text.TryRead(bytes.ToArray(), out var text))
        {
            throw new SettingsException($"The list of user ids {Utf8Text.Advice}. Nothing was done.");
        }

        var lines = text.Split('\n').Select(line => line.Trim()).ToList();
        var wrong = lines.FindIndex(line => line.Length > 0 && !IsId(line));
        return wrong >= 0 ? throw new SettingsException($"Line {wrong + 1} is no user id: at most {MaxLength} characters, none of them a control character. Nothing was done.")
            : lines.Where(line => line.Length > 0).Distinct().ToList() is { Count: > 0 } ids ? ids
            : throw new SettingsException("No user id was given; write one a line on standard input or into a file.");
    }

    /// <summary>A CSV file with the heading <c>id[,on][,source]</c>; what a line does not say is taken from the command.</summary>
    /// <exception cref="SettingsException">The file is not such a one; nothing of it is taken.</exception>
    public static IReadOnlyList<(string Id, DateOnly On, string Source)> ReadCsv(FileInfo file, DateOnly on, string source)
    {
        using var stream = file.OpenRead();
        var reader = new CsvRecordReader(stream);
        List<string> fields = [];
        List<string>? heading = null;
        List<(string, DateOnly, string)> ids = [];
        while (reader.TryRead(out var record))
        {
            if (!Utf8Text.TryRead(record.Bytes.Span, out var text))
            {
                throw Wrong(record.Line, Utf8Text.Advice);
            }

            if (record.IsTooLong || !CsvFields.TrySplit(text, ',', fields, out _))
            {
                throw Wrong(record.Line, "is no line of CSV");
            }

            if (heading is null)
            {
                heading = [.. fields.Select(field => field.Trim().ToLowerInvariant())];
                if (!heading.Contains("id") || heading.Except(["id", "on", "source"]).Any())
                {
                    throw Wrong(record.Line, "should be the heading id, or id,on,source");
                }

                continue;
            }

            if (fields.Count != heading.Count)
            {
                throw Wrong(record.Line, $"has {fields.Count} fields, but the heading has {heading.Count}");
            }

            var (id, day, where) = (Field("id"), Field("on"), Field("source"));
            if (!IsId(id))
            {
                throw Wrong(record.Line, "has no user id");
            }

            var from = on;
            if (day.Length > 0 && !DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out from))
            {
                throw Wrong(record.Line, "has a day that is none; write 2026-04-01");
            }

            ids.Add((id, from, where.Length > 0 ? where : source));
        }

        return ids;

        string Field(string name) => heading!.IndexOf(name) is >= 0 and var index ? fields[index].Trim() : "";
    }

    private static bool IsId(string text) => text.Length is > 0 and <= MaxLength && !text.Any(char.IsControl);

    private static SettingsException Wrong(int line, string what) => new($"Line {line} {what}. Nothing was done.");
}
