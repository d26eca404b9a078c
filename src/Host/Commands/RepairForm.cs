using System.CommandLine;
using MiyagiSensing.Domain.Bridges;
using MiyagiSensing.Host.Configuration;

namespace MiyagiSensing.Host.Commands;

/// <summary>The options that make a repair's record, beside its day.</summary>
internal sealed class RepairForm(bool isRequired)
{
    private readonly Option<string?> _firm = new("--firm") { Description = "Person or firm that repaired it.", Required = isRequired };

    private readonly Option<string[]> _part = new("--part")
    {
        Description = $"A group of parts that was repaired; may be given several times: {string.Join(", ", InspectionWords.Parts)}.",
        Required = isRequired,
    };

    private readonly Option<string?> _work = new("--work") { Description = "What was done, in words.", Required = isRequired };
    private readonly Option<string?> _inspection = new("--inspection") { Description = "The inspection that asked for the repair; '' when none did." };

    private Option[] Options => [_firm, _part, _work, _inspection];

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
    /// <exception cref="SettingsException">Something is missing.</exception>
    public RepairRecord Read(ParseResult parse, DateOnly? day, RepairRecord? before)
    {
        var parts = parse.GetValue(_part) ?? [];
        return new RepairRecord
        {
            Date = day ?? before?.Date ?? throw InspectionForm.Missing("--date"),
            By = parse.GetValue(_firm)?.Trim() ?? before?.By ?? throw InspectionForm.Missing("--firm"),
            Parts = parts.Length > 0 ? parts : before?.Parts ?? throw InspectionForm.Missing("--part"),
            Work = parse.GetValue(_work)?.Trim() ?? before?.Work ?? throw InspectionForm.Missing("--work"),
            Inspection = parse.GetValue(_inspection)?.Trim() is { } asked ? asked is "" ? null : asked : before?.Inspection,
        };
    }
}
