using MiyagiSensing.Domain.Catalog;

namespace MiyagiSensing.Domain.Kpis;

/// <summary>A key performance indicator of the prefecture's digital policy.</summary>
public sealed record KpiDefinition
{
    /// <summary>KPI id, see <see cref="Identifier"/>.</summary>
    public required string Id { get; init; }

    /// <summary>The policy's pillar (柱).</summary>
    public required LocalText Pillar { get; init; }

    /// <summary>The field within the pillar.</summary>
    public required LocalText Area { get; init; }

    /// <summary>Name for people.</summary>
    public required LocalText Name { get; init; }

    /// <summary>What is counted, or <c>%</c>.</summary>
    public required LocalText Unit { get; init; }

    /// <summary>Where the policy begins; its value is null when the policy states none.</summary>
    public required KpiYearValue Baseline { get; init; }

    /// <summary>Where it is to lead; its value is null when no target is set, and none is ever made up. A later <see cref="Events.KpiTargetSet"/> wins.</summary>
    public required KpiYearValue Target { get; init; }

    /// <summary><see cref="Higher"/> or <see cref="Lower"/> is better; null where that is a matter of opinion.</summary>
    public string? Direction { get; init; }

    /// <summary>True when the figure adds up over the years (累計).</summary>
    public bool Cumulative { get; init; }

    /// <summary>One of <see cref="KpiRules.All"/> when the platform works it out of its own events; null when it is observed and entered with its source.</summary>
    public string? Computed { get; init; }

    /// <summary>A remark for people; null when there is none.</summary>
    public string? Note { get; init; }

    /// <summary>Where definition, baseline and target come from.</summary>
    public required string Source { get; init; }

    /// <summary>More is better.</summary>
    public const string Higher = "higher";

    /// <summary>Less is better.</summary>
    public const string Lower = "lower";
}
