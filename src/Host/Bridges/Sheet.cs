using MiyagiSensing.Host.Configuration;
using MiyagiSensing.Host.Import;

namespace MiyagiSensing.Host.Bridges;

/// <summary>A CSV table that a person keeps, of some hundred lines: with a heading, in UTF-8 or Shift_JIS, whichever its bytes are.</summary>
internal sealed class Sheet
{
    /// <summary>Greatest file. Chosen: a hundred times the largest register.</summary>
    private const long MostBytes = 16 * 1024 * 1024;

    private Sheet(string encoding, IReadOnlyList<string> passedOver, IReadOnlyList<SheetRow> rows) => (Encoding, PassedOver, Rows) = (encoding, passedOver, rows);

    /// <summary>How the bytes were read.</summary>
    public string Encoding { get; }

    /// <summary>Headings that mean nothing here.</summary>
    public IReadOnlyList<string> PassedOver { get; }

    /// <summary>The lines below the heading.</summary>
    public IReadOnlyList<SheetRow> Rows { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">The columns by their names in the heading, Japanese ones among them.</param>
    /// <param name="required">Columns that must be there.</param>
    /// <exception cref="SettingsException">It can't be read, or lacks a column.</exception>
    public static Sheet Read(string path, IReadOnlyDictionary<string, string> columns, IReadOnlyList<string> required)
    {
        if (!File.Exists(path) || new FileInfo(path).Length > MostBytes)
        {
            throw new SettingsException(File.Exists(path) ? $"{path} is greater than {MostBytes / 1024 / 1024} MB, so it is no such table." : $"There is no file {path}.");
        }

        var text = CsvText.Of(File.ReadAllBytes(path));
        using var stream = File.OpenRead(path);
        var reader = new CsvRecordReader(stream);
        List<string> fields = [];
        if (!reader.TryRead(out var first) || !text.TrySplit(first, fields, out var fault))
        {
            throw new SettingsException($"{path} has no heading that can be read.");
        }

        var heading = fields.ToArray();
        var known = Array.ConvertAll(heading, column => columns.GetValueOrDefault(column.Trim()));
        if (known.Where(column => column is not null).GroupBy(column => column).FirstOrDefault(group => group.Count() > 1) is { Key: { } twice })
        {
            throw new SettingsException($"{path} has two columns for {twice}; leave one.");
        }

        if (required.Where(column => !known.Contains(column)).ToList() is { Count: > 0 } missing)
        {
            throw new SettingsException($"{path} has no column {string.Join(", ", missing)}; it has {string.Join(", ", heading)}. See docs/bridges.md.");
        }

        List<SheetRow> rows = [];
        while (reader.TryRead(out var record))
        {
            if (!text.TrySplit(record, fields, out fault))
            {
                rows.Add(new SheetRow(record.Line, fault));
            }
            else if (fields.Exists(field => field.Length > 0))
            {
                rows.Add(fields.Count == heading.Length
                    ? new SheetRow(record.Line, known.Zip(fields).Where(pair => pair.First is not null).ToDictionary(pair => pair.First!, pair => pair.Second))
                    : new SheetRow(record.Line, $"has {fields.Count} fields, but the heading has {heading.Length}"));
            }
        }

        return new Sheet(text.Name, [.. heading.Where((_, i) => known[i] is null)], rows);
    }
}
