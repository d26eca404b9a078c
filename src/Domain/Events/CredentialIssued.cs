namespace MiyagiSensing.Domain.Events;

/// <summary>A device got a secret. Stream <c>device:{id}</c>.</summary>
public sealed record CredentialIssued : IDomainEvent
{
    /// <summary>Device id.</summary>
    public required string Device { get; init; }

    /// <summary>Id of the credential, unique within the device.</summary>
    public required string Credential { get; init; }

    /// <summary>The hash that a presented secret is checked against.</summary>
    public required SecretHash Secret { get; init; }
}
