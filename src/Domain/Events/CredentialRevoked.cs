namespace MiyagiSensing.Domain.Events;

/// <summary>A device lost all its credentials. Stream <c>device:{id}</c>.</summary>
public sealed record CredentialRevoked : IDomainEvent
{
    /// <summary>Device id.</summary>
    public required string Device { get; init; }
}
