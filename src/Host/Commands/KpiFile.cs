using System.Globalization;
using MiyagiSensing.Domain;
using MiyagiSensing.Domain.Kpis;
using MiyagiSensing.Host.Configuration;
using MiyagiSensing.Host.Import;

namespace MiyagiSensing.Host.Commands;

/// <summary>A CSV file of values: <c>id,fiscal_year,value,source</c> and, if wanted, <c>on</c> (a day) and <c>reason</c>, in any order of columns.</summary>
internal static class KpiFile
{
    private static readonly string[] Required = ["id", "fiscal_year", "value", "source"];
    private static readonly string[] Known = [.. Required, "on", "reason"];

    /// <summary>Reads all of it; UTF-8, with or without byte order mark. A line that can't be understood is an entry with its <see cref="KpiEntry.Fault"/>.</summary>
    /// <exception cref="SettingsException">It is no such file: the heading is another, it has no line below it, or it is not UTF-8.</exception>
    public static IReadOnlyList<KpiEntry> Read(FileInfo file)
    {
        if (!file.Exists)
        {
            throw new SettingsException($"There is no file {file.FullName}.");
        }

        using var stream = file.OpenRead();
        var records = new CsvRecordReader(stream);
        List<string>? heading = null;
        List<KpiEntry> entries = [];
        while (records.TryRead(out var record))
        {
            List<string> fields = [];
            if (!Utf8Text.TryRead(record.Bytes.Span, out var text))
            {
                throw new SettingsException($"line {record.Line} {Utf8Text.Advice}. Nothing was recorded.");
            }

            if (record.IsTooLong || !CsvFields.TrySplit(text, ',', fields, out var fault))
            {
                entries.Add(Refused("", record.Line, "is too long, or a quote in it is not closed"));
            }
            else if (heading is null)
            {
                heading = Heading(fields);
            }
            else
            {
                entries.Add(Read(heading, fields, record.Line));
            }
        }

        return entries.Count > 0 ? entries
            : throw new SettingsException($"{file.Name} has no line with a value; the heading is {string.Join(",", Known)}.");
    }

    private static List<string> Heading(List<string> fields) =>
        Required.All(fields.Contains) && fields.All(Known.Contains)
            ? fields
            : throw new SettingsException($"line 1: the heading must have {string.Join(", ", Required)} and may have on and reason; it is {string.Join(",", fields)}");

    private static KpiEntry Read(List<string> heading, List<string> fields, int line)
    {
        string? Field(string name) => heading.IndexOf(name) is var at && at >= 0 && at < fields.Count && fields[at].Trim() is { Length: > 0 } text ? text : null;
        var id = Field("id") ?? "";
        if (fields.Count > heading.Count)
        {
            return Refused(id, line, $"has {fields.Count} fields, the heading {heading.Count}; put a text with commas in quotes");
        }

        List<string> faults = [.. Required.Where(name => Field(name) is null).Select(name => $"{name} is missing")];
        if (!FiscalYear.TryParse(Field("fiscal_year"), out var year) && Field("fiscal_year") is { } yearText)
        {
            faults.Add($"'{yearText}' is not a fiscal year; write, for example, R6");
        }

        if (!decimal.TryParse(Field("value"), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && Field("value") is { } valueText)
        {
            faults.Add($"'{valueText}' is not a number; write it without separators, for example 1622948 or 46.6");
        }

        if (!DateOnly.TryParseExact(Field("on"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on) && Field("on") is { } dayText)
        {
            faults.Add($"'{dayText}' is not a day; write, for example, 2026-03-31");
        }

        return faults.Count > 0
            ? Refused(id, line, string.Join("; ", faults))
            : new KpiEntry(id, year, value, Field("source")!, Field("on") is null ? null : on, Field("reason"), At(line));
    }

    private static KpiEntry Refused(string id, int line, string fault) => new(id, default, null, "", Place: At(line)) { Fault = fault };

    private static string At(int line) => $"line {line}";
}
