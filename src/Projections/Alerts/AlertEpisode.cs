using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Events;

namespace MiyagiSensing.Projections.Alerts;

/// <summary>One episode of an alert, from its raising to its clearing, as lists show it.</summary>
public sealed record AlertEpisode
{
    /// <summary>Episode id.</summary>
    public required string Id { get; init; }

    /// <summary>Rule id.</summary>
    public required string Rule { get; init; }

    /// <summary>Rule's name.</summary>
    public required LocalText RuleName { get; init; }

    /// <summary>Domain id.</summary>
    public required string Domain { get; init; }

    /// <summary>Station id.</summary>
    public required string Station { get; init; }

    /// <summary>Station's name.</summary>
    public required LocalText StationName { get; init; }

    /// <summary>Sensor id.</summary>
    public required string Sensor { get; init; }

    /// <summary>Metric name.</summary>
    public required string Metric { get; init; }

    /// <summary>Present level's title; the last one when cleared.</summary>
    public required LocalText Level { get; init; }

    /// <summary>Severity of the present level, 1 to 5.</summary>
    public required int Severity { get; init; }

    /// <summary>Value that last changed the level, in the metric's unit.</summary>
    public required double Value { get; init; }

    /// <summary>Highest severity reached, 1 to 5.</summary>
    public required int PeakSeverity { get; init; }

    /// <summary>When it was raised, UTC: the instant of the value, or the end of the time that it had to hold.</summary>
    public required DateTimeOffset RaisedAt { get; init; }

    /// <summary>When the level last changed, UTC, likewise.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>When it was cleared, UTC: the instant of the value, or the end of the time that values had to stay away; null while active.</summary>
    public DateTimeOffset? ClearedAt { get; init; }

    /// <summary>True when the subject went to and fro; such an alert is held until it has been quiet for an hour.</summary>
    public bool Unstable { get; init; }

    /// <summary>What happened, in order, as it stands after late readings.</summary>
    public IReadOnlyList<RestatedStep> Steps { get; init; } = [];
}
