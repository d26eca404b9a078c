using MiyagiSensing.Domain.Catalog;

namespace MiyagiSensing.Domain.Fisheries;

/// <summary>What is grown: when it is in the water, what limits are published for it, how its ripening is counted.</summary>
public sealed record SpeciesDefinition
{
    /// <summary>The sensing domain whose metrics limits speak of.</summary>
    public const string SensingDomain = "buoy";

    /// <summary>Species id, see <see cref="Identifier"/>.</summary>
    public required string Id { get; init; }

    /// <summary>Name for people.</summary>
    public required LocalText Name { get; init; }

    /// <summary>The day of the year on which its season begins; days in stress are counted from it.</summary>
    public required MonthDay SeasonStart { get; init; }

    /// <summary>What happens in which months; at least one.</summary>
    public required IReadOnlyList<SpeciesStage> Stages { get; init; }

    /// <summary>Published limits; empty where none was found.</summary>
    public IReadOnlyList<SpeciesLimit> Limits { get; init; } = [];

    /// <summary>How degree-days are counted; null where nothing is known.</summary>
    public DegreeDayRule? DegreeDays { get; init; }

    /// <summary>What people should know beside it; null when there is nothing.</summary>
    public LocalText? Remark { get; init; }

    /// <summary>True when it is made up; people are told wherever it is shown.</summary>
    public bool Fictional { get; init; }

    /// <summary>Where the facts come from; required unless fictional.</summary>
    public string? Source { get; init; }

    /// <summary>True when it is in the water in a month, 1 to 12.</summary>
    public bool IsInSeason(int month) => Stages.Any(stage => stage.Months.Contains(month));

    /// <summary>True when a limit speaks of a month in which it is in the water.</summary>
    public bool IsJudgedBy(SpeciesLimit limit, int month) => IsInSeason(month) && limit.AppliesIn(month, Stages);

    /// <summary>The first day of the season that holds a day.</summary>
    public DateOnly SeasonOf(DateOnly day) => SeasonStart.LastBefore(day);
}
