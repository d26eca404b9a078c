using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using MiyagiSensing.Domain.Fisheries;
using MiyagiSensing.Host.Configuration;
using MiyagiSensing.Host.Import;

namespace MiyagiSensing.Host.Commands;

/// <summary>
/// A CSV file of fishing logs. Without a column <c>id</c> an entry's id is made from what it says and, when a file has the same line twice, from which of them it is: two equal landings of a day are two entries, and the same file
/// handed in again is still the same entries.
/// </summary>
internal static class FishingLogFile
{
    private const string District = "district";
    private const string Date = "date";
    private const string Species = "species";
    private const string Work = "work";

    /// <summary>The columns there are; the first four must be there.</summary>
    public static readonly IReadOnlyList<string> Columns = [District, Date, Species, Work, "kg", "hours", "vessel", "note", "id"];

    /// <summary>An id is made before the desk has looked at the entry, so that it must be made of numbers too that the desk refuses.</summary>
    private static readonly JsonSerializerOptions AnyNumber = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <summary>Reads the file line by line; a line that can't be read comes with its fault.</summary>
    /// <param name="file">Its bytes, UTF-8 or Shift_JIS.</param>
    /// <exception cref="SettingsException">The heading is missing or not understood.</exception>
    public static IReadOnlyList<FishingLogEntry> Read(byte[] file)
    {
        var text = CsvText.Of(file);
        using var stream = new MemoryStream(file, writable: false);
        var records = new CsvRecordReader(stream);
        List<string> fields = [];
        if (!records.TryRead(out var heading) || !text.TrySplit(heading, fields, out var fault) || fields.Find(name => !Columns.Contains(name)) is not null
            || Columns.Take(4).FirstOrDefault(name => !fields.Contains(name)) is not null)
        {
            throw new SettingsException($"The first line must be a heading with the columns {string.Join(", ", Columns.Take(4))} and, where there are such, {string.Join(", ", Columns.Skip(4))}; UTF-8 or Shift_JIS, separated by commas.");
        }

        List<string> names = [.. fields];
        Dictionary<string, int> seen = [];
        List<FishingLogEntry> entries = [];
        while (records.TryRead(out var line))
        {
            entries.Add(!text.TrySplit(line, fields, out fault) ? Wrong(line.Line, fault)
                : fields.Count != names.Count ? Wrong(line.Line, $"has {fields.Count} fields; the heading has {names.Count}")
                : Entry(line.Line, names.Zip(fields).ToDictionary(pair => pair.First, pair => pair.Second), seen));
        }

        return entries;
    }

    /// <summary>The id of an entry that brings none.</summary>
    /// <param name="district">District id.</param>
    /// <param name="record">What it says.</param>
    /// <param name="number">Which of several equal ones, from 1.</param>
    public static string IdOf(string district, FishingLogRecord record, int number) => string.Create(
        CultureInfo.InvariantCulture, $"c{Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes((object[])[district, record], AnyNumber)))[..32]}-{number}");

    private static FishingLogEntry Entry(int line, Dictionary<string, string> fields, Dictionary<string, int> seen)
    {
        if (!DateOnly.TryParseExact(fields[Date], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return Wrong(line, $"date is '{fields[Date]}'; write a day in Japan, for example 2026-11-21");
        }

        if (!TryNumber(fields, "kg", out var kilograms) || !TryNumber(fields, "hours", out var hours))
        {
            return Wrong(line, "kg or hours is not a number; use digits and a point, and leave it empty when it is not known");
        }

        var record = new FishingLogRecord
        {
            Date = day,
            Species = fields[Species],
            Work = fields[Work],
            Kilograms = kilograms,
            Hours = hours,
            Vessel = Optional(fields, "vessel"),
            Note = Optional(fields, "note"),
        };
        var key = IdOf(fields[District], record, 0);
        seen[key] = seen.GetValueOrDefault(key) + 1;
        return new FishingLogEntry(line, fields[District], Optional(fields, "id") ?? IdOf(fields[District], record, seen[key]), record, null);
    }

    private static bool TryNumber(Dictionary<string, string> fields, string name, out double? number)
    {
        number = null;
        if (Optional(fields, name) is not { } text)
        {
            return true;
        }

        var isNumber = double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var read);
        number = read;
        return isNumber;
    }

    private static string? Optional(Dictionary<string, string> fields, string name) => fields.GetValueOrDefault(name) is { Length: > 0 } text ? text : null;

    private static FishingLogEntry Wrong(int line, string fault) => new(line, null, null, null, fault);
}
