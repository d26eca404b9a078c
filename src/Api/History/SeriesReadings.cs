namespace MiyagiSensing.Api.History;

/// <summary>The history of one series, as it goes out.</summary>
internal sealed record SeriesReadings
{
    /// <summary>Device id.</summary>
    public required string Device { get; init; }

    /// <summary>Sensor id.</summary>
    public required string Sensor { get; init; }

    /// <summary>Metric name.</summary>
    public required string Metric { get; init; }

    /// <summary>What had arrived and held by then is all that is told; null for the present.</summary>
    public required DateTimeOffset? AsKnownOn { get; init; }

    /// <summary>Oldest first.</summary>
    public required IReadOnlyList<SeriesReading> Readings { get; init; }

    /// <summary>Where to go on reading (as <c>from</c>) when there is more; null when this is all.</summary>
    public required DateTimeOffset? Next { get; init; }
}
