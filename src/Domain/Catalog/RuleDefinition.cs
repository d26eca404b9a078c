namespace MiyagiSensing.Domain.Catalog;

/// <summary>When to alert, as data. One rule serves every station of its domain that measures its metric.</summary>
public sealed record RuleDefinition
{
    /// <summary>The bound of <see cref="Late"/> where a rule has none of its own. Chosen: a gauge's modem is back within it, and nobody acts on an older stage.</summary>
    public static readonly TimeSpan DefaultLate = TimeSpan.FromHours(2);

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

    /// <summary>How long values must stand at a level before it is an alert, 0 or more.</summary>
    public TimeSpan For { get; init; }

    /// <summary>How long values must have left a level before it is left, 0 or more.</summary>
    public TimeSpan Keep { get; init; }

    /// <summary>How much later than newer readings one may come and still change what was told, 0 or more; null for <see cref="DefaultLate"/>.</summary>
    public TimeSpan? Late { get; init; }

    /// <summary>From mildest to gravest; at least one, at most eight.</summary>
    public required IReadOnlyList<RuleLevel> Levels { get; init; }

    /// <summary>Stations it is limited to; empty means every station of the domain.</summary>
    public IReadOnlyList<string> Stations { get; init; } = [];

    /// <summary>Kinds of station it is limited to; empty means every kind.</summary>
    public IReadOnlyList<string> StationKinds { get; init; } = [];

    /// <summary>Where the limits come from.</summary>
    public string? Source { get; init; }
}
