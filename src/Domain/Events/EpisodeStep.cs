namespace MiyagiSensing.Domain.Events;

/// <summary>What every event of an alert episode says: which episode, what decided, and the level now.</summary>
public sealed record EpisodeStep
{
    /// <summary>Episode id, unique for ever.</summary>
    public required string Episode { get; init; }

    /// <summary>Rule id.</summary>
    public required string Rule { get; init; }

    /// <summary>What it is about: device, or device.sensor.</summary>
    public required string Subject { get; init; }

    /// <summary>Station id.</summary>
    public required string Station { get; init; }

    /// <summary>Device id.</summary>
    public required string Device { get; init; }

    /// <summary>Sensor id.</summary>
    public required string Sensor { get; init; }

    /// <summary>Metric name.</summary>
    public required string Metric { get; init; }

    /// <summary>Name of the level now reached within the rule; for <c>episode_cleared</c> and <c>episode_lapsed</c> the level it was left from.</summary>
    public required string Level { get; init; }

    /// <summary>Severity of that level, 1 (information) to 5 (disaster).</summary>
    public required int Severity { get; init; }

    /// <summary>The value that decided, in the metric's unit.</summary>
    public required double Value { get; init; }

    /// <summary>The limit of <see cref="Level"/> that the value was held against, in the metric's unit; null when the station has it no more.</summary>
    public double? Limit { get; init; }

    /// <summary>When it was measured, UTC.</summary>
    public required DateTimeOffset MeasuredAt { get; init; }

    /// <summary>When the step counts from, UTC, where that is not <see cref="MeasuredAt"/>: the end of the time that values had to hold. Null otherwise.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>True when the subject had been raised and cleared before and again within an hour: it is now held until it has been quiet for an hour.</summary>
    public bool Unstable { get; init; }

    /// <summary>Position of the journal event that decided: a block of readings, or the minute in which the time was over.</summary>
    public required long DecidedBy { get; init; }
}
