using MiyagiSensing.Domain.Rtk;

namespace MiyagiSensing.Gateway.Rtk;

/// <summary>
/// One RTK session event as the caster sent it, with the plain user id and position. It lives only until these have been replaced, so it is no record: nothing prints it.
/// </summary>
internal sealed class RtkReport
{
    /// <summary>What happened.</summary>
    public required RtkStep Step { get; init; }

    /// <summary>Session id, 1 to 64 characters of <c>[A-Za-z0-9._-]</c>, unique within the device; the caster's own until it is replaced.</summary>
    public required string Session { get; set; }

    /// <summary>When, UTC; our arrival when the payload gave none.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The plain user id; always there for <see cref="RtkStep.Started"/>.</summary>
    public string? User { get; init; }

    /// <summary>NTRIP mountpoint.</summary>
    public string? Mountpoint { get; init; }

    /// <summary>NTRIP client software.</summary>
    public string? Agent { get; init; }

    /// <summary>Why the session ended.</summary>
    public string? Reason { get; init; }

    /// <summary>GGA quality, 0 to 8.</summary>
    public int? Fix { get; init; }

    /// <summary>Corrections sent so far, bytes.</summary>
    public long? Bytes { get; init; }

    /// <summary>Age of corrections, s, from 0.</summary>
    public double? AgeSeconds { get; init; }

    /// <summary>Satellites in use.</summary>
    public int? Satellites { get; init; }

    /// <summary>Many epochs at once; null for a single one.</summary>
    public FixTrack? Track { get; init; }

    /// <summary>Degrees north, -90 to 90; there together with <see cref="Longitude"/> or not at all.</summary>
    public double? Latitude { get; init; }

    /// <summary>Degrees east, -180 to 180.</summary>
    public double? Longitude { get; init; }
}
