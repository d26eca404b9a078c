namespace MiyagiSensing.Domain.Events;

/// <summary>A person got a role. Stream <c>user:{name}</c>.</summary>
public sealed record RoleGranted : IDomainEvent
{
    /// <summary>Sign-in name.</summary>
    public required string Name { get; init; }

    /// <summary>One of <c>viewer</c>, <c>agriculture</c>, <c>fisheries</c>, <c>infrastructure</c>, <c>admin</c>.</summary>
    public required string Role { get; init; }
}
