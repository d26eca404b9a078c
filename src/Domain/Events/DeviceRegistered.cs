namespace MiyagiSensing.Domain.Events;

/// <summary>A device became known; it may connect once it has a credential. Stream <c>device:{id}</c>.</summary>
public sealed record DeviceRegistered : IDomainEvent
{
    /// <summary>Device id.</summary>
    public required string Device { get; init; }

    /// <summary>The domain it publishes under, for example <c>river</c>.</summary>
    public required string Domain { get; init; }
}
