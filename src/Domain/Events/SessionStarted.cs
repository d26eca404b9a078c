namespace MiyagiSensing.Domain.Events;

/// <summary>A rover began to use RTK corrections. Stream <c>rtk-session:{id}</c>.</summary>
public sealed record SessionStarted : IDomainEvent
{
    /// <summary>Session id, unique within the device.</summary>
    public required string Session { get; init; }

    /// <summary>The base station's device.</summary>
    public required string Device { get; init; }

    /// <summary>Pseudonym of the user; never the id itself.</summary>
    public required string User { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>NTRIP mountpoint.</summary>
    public string? Mountpoint { get; init; }

    /// <summary>NTRIP client software.</summary>
    public string? Agent { get; init; }
}
