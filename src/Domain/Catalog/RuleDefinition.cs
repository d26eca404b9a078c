namespace MiyagiSensing.Domain.Catalog;

/// <summary>When to alert, as data. One rule serves every station of its domain that measures its metric.</summary>
public sealed record RuleDefinition
{
    /// <summary>Rule id, see <see cref="Identifier"/>.</summary>
    public required string Id { get; init; }

    /// <summary>Name for people.</summary>
    public required LocalText Name { get; init; }

    /// <summary>Kind of rule; <c>threshold</c> is the one there is.</summary>
    public required string Kind { get; init; }

    /// <summary>The domain it watches.</summary>
    public required string Domain { get; init; }

    /// <summary>The metric it watches.</summary>
    public required string Metric { get; init; }

    /// <summary><c>above</c>: a level is reached at or above its value; <c>below</c>: at or below.</summary>
    public required string Direction { get; init; }

    /// <summary>How far a value must come back behind a level's limit to leave it, in the metric's unit, 0 or more.</summary>
    public required double Hysteresis { get; init; }

    /// <summary>From mildest to gravest; at least one.</summary>
    public required IReadOnlyList<RuleLevel> Levels { get; init; }

    /// <summary>Stations it is limited to; empty means every station of the domain.</summary>
    public IReadOnlyList<string> Stations { get; init; } = [];

    /// <summary>Kinds of station it is limited to; empty means every kind.</summary>
    public IReadOnlyList<string> StationKinds { get; init; } = [];

    /// <summary>Where the limits come from.</summary>
    public string? Source { get; init; }
}
