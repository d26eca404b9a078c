namespace MiyagiSensing.Domain.Journal;

/// <summary>A reading that is kept for people to look at but does not count as a value.</summary>
public sealed record SetAsideReading
{
    /// <summary>Device id.</summary>
    public required string Device { get; init; }

    /// <summary>Sensor id.</summary>
    public required string Sensor { get; init; }

    /// <summary>The device's clock, Unix time in ms.</summary>
    public required long MeasuredAt { get; init; }

    /// <summary>Our clock at arrival, Unix time in ms.</summary>
    public required long ReceivedAt { get; init; }

    /// <summary>One of <see cref="SetAsideReasons"/>.</summary>
    public required string Reason { get; init; }

    /// <summary>Metric to value as received; null is missing.</summary>
    public required IReadOnlyDictionary<string, double?> Values { get; init; }
}
