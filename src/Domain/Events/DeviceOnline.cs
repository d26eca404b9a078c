namespace MiyagiSensing.Domain.Events;

/// <summary>A device opened a session, or said so on its <c>status</c> topic. Stream <c>device:{id}</c>.</summary>
public sealed record DeviceOnline : IDomainEvent
{
    /// <summary>Device id.</summary>
    public required string Device { get; init; }

    /// <summary>When, UTC, by our clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Firmware version as the device states it; null when it does not.</summary>
    public string? Firmware { get; init; }

    /// <summary>Battery voltage, V; null when not stated.</summary>
    public double? Battery { get; init; }
}
