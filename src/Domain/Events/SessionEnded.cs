namespace MiyagiSensing.Domain.Events;

/// <summary>A rover ended its session. Stream <c>rtk-session:{id}</c>.</summary>
public sealed record SessionEnded : IDomainEvent
{
    /// <summary>Session id.</summary>
    public required string Session { get; init; }

    /// <summary>The base station's device.</summary>
    public required string Device { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Why, as the caster states it.</summary>
    public string? Reason { get; init; }

    /// <summary>Corrections sent in all, bytes.</summary>
    public long? Bytes { get; init; }
}
