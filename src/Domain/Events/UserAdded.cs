namespace MiyagiSensing.Domain.Events;

/// <summary>A person got an account on the dashboard. Stream <c>user:{name}</c>.</summary>
public sealed record UserAdded : IDomainEvent
{
    /// <summary>Sign-in name.</summary>
    public required string Name { get; init; }

    /// <summary>Hash in the format of ASP.NET Core Identity version 3.</summary>
    public required string PasswordHash { get; init; }
}
