using MiyagiSensing.Domain.Catalog;

namespace MiyagiSensing.Domain.Fisheries;

/// <summary>A value from which on a species is known to slow down, suffer or die.</summary>
public sealed record SpeciesLimit
{
    /// <summary>Limit id within the species.</summary>
    public required string Id { get; init; }

    /// <summary>Metric of domain <c>buoy</c>.</summary>
    public required string Metric { get; init; }

    /// <summary>One of <see cref="LimitLevels.All"/>.</summary>
    public required string Level { get; init; }

    /// <summary><c>above</c>: reached at or above the value; <c>below</c>: at or below.</summary>
    public required string Direction { get; init; }

    /// <summary>In the metric's unit.</summary>
    public required double Value { get; init; }

    /// <summary>What happens there, for people.</summary>
    public required LocalText Title { get; init; }

    /// <summary>Sensors that it is meant for; empty means every one.</summary>
    public IReadOnlyList<string> Sensors { get; init; } = [];

    /// <summary>Least depth it is meant for, m; null means from the surface on. A sensor whose name tells no depth is left out as soon as a depth is asked for.</summary>
    public double? DepthFrom { get; init; }

    /// <summary>Greatest depth, m; null means to the bottom.</summary>
    public double? DepthTo { get; init; }

    /// <summary>Months it is meant for, 1 to 12; empty means all year.</summary>
    public IReadOnlyList<int> Months { get; init; } = [];

    /// <summary>The stage that it is meant for; null means all.</summary>
    public string? Stage { get; init; }

    /// <summary>True when the number is made up; people are told wherever it is shown.</summary>
    public bool Fictional { get; init; }

    /// <summary>Where the number comes from; required unless fictional.</summary>
    public string? Source { get; init; }

    /// <summary>True when a value is at the limit or beyond it.</summary>
    public bool IsReachedBy(double value) => Direction == "below" ? value <= Value : value >= Value;

    /// <summary>How far a value is from the limit, in the metric's unit: 0 at it, negative beyond it.</summary>
    public double MarginOf(double value) => Direction == "below" ? value - Value : Value - value;

    /// <summary>True when the limit speaks of a month: its own months and those of its stage hold it.</summary>
    public bool AppliesIn(int month, IReadOnlyList<SpeciesStage> stages) =>
        (Months.Count == 0 || Months.Contains(month)) && (Stage is null || stages.Any(stage => stage.Id == Stage && stage.Months.Contains(month)));

    /// <summary>True when the limit speaks of a sensor.</summary>
    public bool AppliesTo(string sensor) =>
        (Sensors.Count == 0 || Sensors.Contains(sensor))
        && ((DepthFrom is null && DepthTo is null) || (SensorDepth.Of(sensor) is { } depth && depth >= (DepthFrom ?? 0) && depth <= (DepthTo ?? double.MaxValue)));
}
