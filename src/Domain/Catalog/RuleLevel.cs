namespace MiyagiSensing.Domain.Catalog;

/// <summary>One level of a rule. Its limit is a number, or the name of a limit that each station carries itself.</summary>
public sealed record RuleLevel
{
    /// <summary>Level id within the rule, for example <c>danger</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What people are shown: the official term where there is one.</summary>
    public required LocalText Title { get; init; }

    /// <summary>1 information, 2 caution, 3 warning, 4 danger, 5 disaster.</summary>
    public required int Severity { get; init; }

    /// <summary>The limit, in the metric's unit; null when <see cref="StationThreshold"/> names it.</summary>
    public double? Value { get; init; }

    /// <summary>Name of the station's own limit (<see cref="StationDefinition.Thresholds"/>); a station without it skips this level.</summary>
    public string? StationThreshold { get; init; }
}
