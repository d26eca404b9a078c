namespace MiyagiSensing.Domain.Rtk;

/// <summary>One session of a rover, as its events tell it.</summary>
public sealed record RtkSession
{
    /// <summary>The base station's device, or the rover's own.</summary>
    public required string Device { get; init; }

    /// <summary>The caster's id for it; casters use one again.</summary>
    public required string Session { get; init; }

    /// <summary>Pseudonym of the user; null when no start was heard, or the caster named nobody.</summary>
    public string? User { get; init; }

    /// <summary>NTRIP mountpoint.</summary>
    public string? Mountpoint { get; init; }

    /// <summary>NTRIP client software.</summary>
    public string? Agent { get; init; }

    /// <summary>The first instant heard of, by the caster's clock, UTC; together with device and session the key.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>The last instant heard of; session time counts up to here.</summary>
    public required DateTimeOffset LastHeard { get; init; }

    /// <summary>One of <see cref="RtkSessionStates"/>.</summary>
    public required string State { get; init; }

    /// <summary>Why it ended, as the caster states it.</summary>
    public string? Reason { get; init; }

    /// <summary>False when its start was never heard.</summary>
    public required bool HasStart { get; init; }

    /// <summary>Corrections sent, bytes: the greatest number that was reported; null when none was.</summary>
    public long? Bytes { get; init; }

    /// <summary>Epochs by GGA quality, 0 to 8: nine numbers.</summary>
    public required IReadOnlyList<int> Qualities { get; init; }

    /// <summary>Five-digit code of the municipality that most epochs were in (updates without a quality count as one), the earlier one when two are equal; null when none is known.</summary>
    public string? Municipality { get; init; }

    /// <summary>The session by full hours, in order; at least one. Ages and drop-outs are their sums.</summary>
    public required IReadOnlyList<RtkSessionHour> Hours { get; init; }
}
