using MiyagiSensing.Domain.Rtk;

namespace MiyagiSensing.Domain.Events;

/// <summary>A rover reported in the middle of its session. Stream <c>rtk-session:{id}</c>.</summary>
public sealed record SessionProgressed : IDomainEvent
{
    /// <summary>Session id.</summary>
    public required string Session { get; init; }

    /// <summary>The base station's device.</summary>
    public required string Device { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>GGA quality, 0 to 8 (4 RTK fixed, 5 RTK float).</summary>
    public int? Fix { get; init; }

    /// <summary>Corrections sent so far, bytes.</summary>
    public long? Bytes { get; init; }

    /// <summary>Age of corrections, s.</summary>
    public double? AgeSeconds { get; init; }

    /// <summary>Satellites in use.</summary>
    public int? Satellites { get; init; }

    /// <summary>Five-digit code of the nearest municipality; the position itself is not stored.</summary>
    public string? Municipality { get; init; }

    /// <summary>All epochs from the one before's end up to <see cref="At"/>, counted, when the rover's own receiver sent more than the newest; <see cref="Fix"/> and the others are then the newest's.</summary>
    public FixTrack? Track { get; init; }
}
