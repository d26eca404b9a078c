using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Events;

namespace MiyagiSensing.Projections.Alerts;

/// <summary>An episode's row: its steps, and what lists show of them.</summary>
/// <param name="Id">Episode id.</param>
/// <param name="Steps">All its steps, in order.</param>
internal sealed record EpisodeRow(string Id, IReadOnlyList<RestatedStep> Steps)
{
    /// <summary>pending, active, cleared, lapsed (never was an alert) or withdrawn (late readings show that there was none).</summary>
    public string State => Steps.Count == 0 ? "withdrawn" : Steps[^1].Kind switch
    {
        "pending" => "pending",
        "lapsed" => "lapsed",
        "cleared" => "cleared",
        _ => "active",
    };

    /// <summary>The step from which on it is an alert; the first when it is none.</summary>
    public RestatedStep? Beginning => Steps.FirstOrDefault(step => step.Kind == "raised") ?? (Steps.Count == 0 ? null : Steps[0]);

    /// <summary>True when the subject went to and fro.</summary>
    public bool IsUnstable => Steps.Any(step => step.Unstable);

    /// <summary>Takes a change in.</summary>
    public EpisodeRow With(EpisodeChange change) => this with
    {
        Steps = [.. Steps.Where(step => change.Since is not { } since || step.At.ToUnixTimeMilliseconds() <= since), .. change.Steps.Select(change.Tell)],
    };

    /// <summary>Title of a level of the rule.</summary>
    public static LocalText TitleOf(RuleDefinition rule, string level) => rule.Levels.FirstOrDefault(known => known.Name == level)?.Title ?? new LocalText(level, level);
}
