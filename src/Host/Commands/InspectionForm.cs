using System.CommandLine;
using MiyagiSensing.Domain.Bridges;
using MiyagiSensing.Host.Configuration;

namespace MiyagiSensing.Host.Commands;

/// <summary>The options that make an inspection's record, beside its day.</summary>
internal sealed class InspectionForm(bool isRequired)
{
    private readonly Option<string?> _inspector = new("--inspector") { Description = "Person or firm.", Required = isRequired };
    private readonly Option<string?> _method = new("--method") { Description = $"One of {string.Join(", ", InspectionWords.Methods)}.", Required = isRequired };

    private readonly Option<string[]> _grade = new("--grade")
    {
        Description = $"PART=GRADE or PART=GRADE:FINDING, once for each group of parts, for example hanger=III:'rust at the brace'. Parts: {string.Join(", ", InspectionWords.Parts)}; grades {string.Join(", ", InspectionWords.Grades)}.",
        Required = isRequired,
    };

    private readonly Option<string[]> _photo = new("--photo") { Description = "File name or address of a photograph; may be given several times." };
    private readonly Option<string?> _note = new("--note") { Description = "Anything else." };

    private Option[] Options => [_inspector, _method, _grade, _photo, _note];

    /// <summary>Puts the options on a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in Options)
        {
            command.Add(option);
        }
    }

    /// <summary>True when any of the options was given.</summary>
    public bool IsGiven(ParseResult parse) => Options.Any(option => parse.GetResult(option) is { Implicit: false });

    /// <summary>The record: what was given, and for the rest what stood before.</summary>
    /// <exception cref="SettingsException">Something is missing or can't be read.</exception>
    public InspectionRecord Read(ParseResult parse, DateOnly? day, InspectionRecord? before)
    {
        var grades = parse.GetValue(_grade) ?? [];
        var photos = parse.GetValue(_photo) ?? [];
        return new InspectionRecord
        {
            Date = day ?? before?.Date ?? throw Missing("--date"),
            Inspector = parse.GetValue(_inspector)?.Trim() ?? before?.Inspector ?? throw Missing("--inspector"),
            Method = parse.GetValue(_method) ?? before?.Method ?? throw Missing("--method"),
            Parts = grades.Length > 0 ? [.. grades.Select(Part)] : before?.Parts ?? throw Missing("--grade"),
            Photos = photos.Length > 0 ? photos : before?.Photos ?? [],
            Note = parse.GetValue(_note) ?? before?.Note,
        };
    }

    private static PartCondition Part(string text)
    {
        var (name, rest) = text.Split('=', 2) is [var left, var right] ? (left, right) : throw new SettingsException($"--grade is '{text}'; write PART=GRADE, for example hanger=II.");
        var words = rest.Split(':', 2);
        return new PartCondition(name.Trim(), words[0].Trim(), words.Length == 2 && words[1].Trim() is { Length: > 0 } finding ? finding : null);
    }

    /// <summary>That something has to be given since nothing stands.</summary>
    internal static SettingsException Missing(string option) => new($"{option} is missing: the record that stood before was taken back, so all of it has to be given.");
}
