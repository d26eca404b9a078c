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

    /// <summary>Reads all of it; UTF-8, with or without byte order mark.</summary>
    /// <exception cref="SettingsException">Something in it can't be read: every line that is wrong is named.</exception>
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
        List<string> faults = [];
        while (records.TryRead(out var record))
        {
            List<string> fields = [];
            if (!Utf8Text.TryRead(record.Bytes.Span, out var text))
            {
                throw new SettingsException($"line {record.Line} {Utf8Text.Advice}. Nothing was recorded.");
            }

            if (record.IsTooLong || !CsvFields.TrySplit(text, ',', fields, out var fault))
            {
                fault = "is too long, or a quote in it is not closed";
                faults.Add($"line {record.Line}: {fault}");
            }
            else if (heading is null)
            {
                heading = Heading(fields);
            }
            else if (TryRead(heading, fields, record.Line, out var entry, out fault))
            {
                entries.Add(entry!);
            }
            else
            {
                faults.Add($"line {record.Line}: {fault}");
            }
        }

        return faults.Count > 0 ? throw new SettingsException(string.Join(Environment.NewLine, [.. faults, "Nothing was recorded."]))
            : entries.Count > 0 ? entries
            : throw new SettingsException($"{file.Name} has no line with a value; the heading is {string.Join(",", Known)}.");
    }

    private static List<string> Heading(List<string> fields) =>
        Required.All(fields.Contains) && fields.All(Known.Contains)
            ? fields
            : throw new SettingsException($"line 1: the heading must have {string.Join(", ", Required)} and may have on and reason; it is {string.Join(",", fields)}");

    private static bool TryRead(List<string> heading, List<string> fields, int line, out KpiEntry? entry, out string fault)
    {
        string? Field(string name) => heading.IndexOf(name) is var at && at >= 0 && at < fields.Count && fields[at].Trim() is { Length: > 0 } text ? text : null;
        (entry, fault) = (null, "");
        if (fields.Count > heading.Count)
        {
            fault = $"has {fields.Count} fields, the heading {heading.Count}; put a text with commas in quotes";
        }
        else if (Required.FirstOrDefault(name => Field(name) is null) is { } missing)
        {
            fault = $"{missing} is missing";
        }
        else if (!FiscalYear.TryParse(Field("fiscal_year"), out var year))
        {
            fault = $"'{Field("fiscal_year")}' is not a fiscal year; write, for example, R6";
        }
        else if (!decimal.TryParse(Field("value"), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
        {
            fault = $"'{Field("value")}' is not a number; write it without separators, for example 1622948 or 46.6";
        }
        else if (Field("on") is { } day && !DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            fault = $"'{day}' is not a day; write, for example, 2026-03-31";
        }
        else
        {
            var on = Field("on") is { } text ? DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture) : (DateOnly?)null;
            entry = new KpiEntry(Field("id")!, year, value, Field("source")!, on, Field("reason"), $"line {line}");
        }

        return entry is not null;
    }
}
