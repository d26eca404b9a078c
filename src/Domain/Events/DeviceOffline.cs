namespace MiyagiSensing.Domain.Events;

/// <summary>A device closed its session, lost it, or its will said so. Stream <c>device:{id}</c>.</summary>
public sealed record DeviceOffline : IDomainEvent
{
    /// <summary>Device id.</summary>
    public required string Device { get; init; }

    /// <summary>When, UTC, by our clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Why, for example <c>disconnected</c>, <c>connection lost</c>, <c>will</c>.</summary>
    public required string Reason { get; init; }
}
