using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Fisheries;

namespace MiyagiSensing.Projections.Fisheries;

/// <summary>How a species stands in a district.</summary>
public sealed record SpeciesReport
{
    /// <summary>Species id.</summary>
    public required string Species { get; init; }

    /// <summary>Name for people.</summary>
    public required LocalText Name { get; init; }

    /// <summary>A level of <see cref="LimitLevels"/> that is reached now, or a word of <see cref="SpeciesState"/>.</summary>
    public required string State { get; init; }

    /// <summary>The gravest level that the newest values reach, however old they are; null when none does or none is known.</summary>
    public required string? LastKnown { get; init; }

    /// <summary>What happens in this month.</summary>
    public required IReadOnlyList<LocalText> Stages { get; init; }

    /// <summary>The limits that speak of this month at each sensor, gravest first.</summary>
    public required IReadOnlyList<LimitReading> Limits { get; init; }

    /// <summary>Days in stress since the season began; empty in a list of districts.</summary>
    public IReadOnlyList<StressDays> Stress { get; init; } = [];

    /// <summary>Degree-days; empty in a list of districts, and where nothing is known of the species.</summary>
    public IReadOnlyList<SensorDegreeDays> DegreeDays { get; init; } = [];

    /// <summary>When the outlook reaches a limit; only those it does reach within its band.</summary>
    public IReadOnlyList<OutlookReach> Outlook { get; init; } = [];

    /// <summary>What people should know beside it; null when there is nothing.</summary>
    public LocalText? Note { get; init; }
}
