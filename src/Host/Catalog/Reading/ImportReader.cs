using System.Text.RegularExpressions;
using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Readings;

namespace MiyagiSensing.Host.Catalog.Reading;

/// <summary>An entry of <c>imports.yaml</c>.</summary>
internal static partial class ImportReader
{
    private const int MaxSkippedLines = 1_000;

    private static readonly string[] TimeFormats = ["iso", "unix", "unix-ms"];

    public static ImportDefinition Read(CatalogEntry entry)
    {
        entry.AllowOnly("name", "encoding", "delimiter", "skipLines", "heading", "domain", "device", "station", "time", "values", "missing");
        var definition = new ImportDefinition
        {
            Name = entry.Id("name"),
            Encoding = entry.Has("encoding") ? entry.Word("encoding", "utf-8", "shift_jis") : "utf-8",
            Delimiter = entry.Has("delimiter") ? ReadDelimiter(entry) : ',',
            SkipLines = entry.Has("skipLines") ? entry.Whole("skipLines", 0, MaxSkippedLines) : 0,
            HasHeading = !entry.Has("heading") || entry.Flag("heading"),
            Domain = entry.Id("domain"),
            Device = ReadTemplate(entry, "device"),
            Station = ReadTemplate(entry, "station"),
            Time = ReadTime(entry.Entry("time")),
            Values = [.. entry.Entries("values").Select(ReadColumn)],
            Missing = entry.Texts("missing"),
        };
        if (!definition.HasHeading && ColumnsOf(definition).FirstOrDefault(column => !column.StartsWith('#')) is { } named)
        {
            throw entry.Error("heading", $"is false, so the file names no columns; write the number of '{named}', such as #1");
        }

        return definition;
    }

    /// <summary>Every column that an entry names.</summary>
    public static IEnumerable<string> ColumnsOf(ImportDefinition definition) =>
        [definition.Time.Column, .. definition.Values.SelectMany(value => value.Columns), .. Placeholders(definition.Device), .. Placeholders(definition.Station)];

    /// <summary>The columns in a template.</summary>
    public static IEnumerable<string> Placeholders(string template) => Placeholder.Matches(template).Select(match => match.Groups[1].Value);

    private static char ReadDelimiter(CatalogEntry entry)
    {
        var text = entry.TextOrEmpty("delimiter");
        return text switch
        {
            "tab" => '\t',
            [var single] when single is not ('"' or '\r' or '\n') => single,
            _ => throw entry.Error("delimiter", $"'{text}' is not one character; write ',' or ';' or tab"),
        };
    }

    private static string ReadTemplate(CatalogEntry entry, string key)
    {
        var template = entry.Text(key);
        return Placeholder.Replace(template, "") is var rest && !rest.AsSpan().ContainsAny('{', '}')
            ? template
            : throw entry.Error(key, $"'{template}' has a brace without its partner; columns stand in braces, such as river-{{code}}");
    }

    private static ImportTime ReadTime(CatalogEntry entry)
    {
        entry.AllowOnly("column", "format", "zone");
        var time = new ImportTime(entry.Text("column"), entry.Text("format"), entry.OptionalText("zone"));
        if (time.Zone is { } zone && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
        {
            throw entry.Error("zone", $"'{zone}' is not a time zone of this machine; write, for example, Asia/Tokyo or UTC");
        }

        if (time.Zone is null && !TimeFormats.Contains(time.Format) && !time.Format.Contains('z', StringComparison.Ordinal))
        {
            throw entry.Error("zone", "is missing; the format has no offset, so say where the clock stood, for example Asia/Tokyo");
        }

        return time;
    }

    private static ImportColumn ReadColumn(CatalogEntry entry)
    {
        entry.AllowOnly("column", "columns", "metric", "sensor", "factor");
        if (entry.Has("column") == entry.Has("columns"))
        {
            throw entry.Error("has either 'column' (one name) or 'columns' (the names that it has in different files)");
        }

        return new ImportColumn(
            entry.Has("column") ? [entry.Text("column")] : entry.Texts("columns"),
            entry.Id("metric"),
            entry.OptionalId("sensor") ?? ReadingSource.DefaultSensor,
            entry.OptionalNumber("factor") ?? 1);
    }

    [GeneratedRegex(@"\{([^{}]+)\}")]
    private static partial Regex Placeholder { get; }
}
