namespace MiyagiSensing.Domain.Events;

/// <summary>
/// Readings of one series were found wrong over a stretch of time. Raw readings stay as they are; what is derived from them follows, also for readings that come later into the stretch. Stream
/// <c>correction:{id}</c>.
/// </summary>
public sealed record CorrectionMade : IDomainEvent
{
    /// <summary>Correction id.</summary>
    public required string Correction { get; init; }

    /// <summary>Device id.</summary>
    public required string Device { get; init; }

    /// <summary>Sensor id.</summary>
    public required string Sensor { get; init; }

    /// <summary>Metric name.</summary>
    public required string Metric { get; init; }

    /// <summary>First instant by the device's clock, UTC, inclusive.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Where the stretch ends, UTC, exclusive.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>One of <c>set</c>, <c>missing</c>, <c>offset</c> (added), <c>scale</c> (multiplied).</summary>
    public required string Kind { get; init; }

    /// <summary>The value to set, add or multiply by; null for <c>missing</c>.</summary>
    public double? Value { get; init; }

    /// <summary>Why, in words.</summary>
    public required string Reason { get; init; }

    /// <summary>Who, as in the event's header: <c>user:NAME</c> or <c>operator</c>.</summary>
    public required string By { get; init; }

    /// <summary>Readings in the stretch when the correction was made.</summary>
    public required int Readings { get; init; }

    /// <summary>The old and new values as its maker saw them, when there are at most 100; otherwise empty.</summary>
    public IReadOnlyList<CorrectionStep> Values { get; init; } = [];

    /// <summary>
    /// SHA-256, 64 hexadecimal digits, of the old values in order: for each the instant in ms and the value as 64-bit numbers, least byte first.
    /// </summary>
    public required string OldHash { get; init; }
}
