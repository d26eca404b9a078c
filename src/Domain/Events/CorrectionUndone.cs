namespace MiyagiSensing.Domain.Events;

/// <summary>A correction no longer holds; the others of its series do. Stream <c>correction:{id}</c>.</summary>
public sealed record CorrectionUndone : IDomainEvent
{
    /// <summary>Correction id.</summary>
    public required string Correction { get; init; }

    /// <summary>Why, in words.</summary>
    public required string Reason { get; init; }

    /// <summary>Who: <c>user:NAME</c> or <c>operator</c>.</summary>
    public required string By { get; init; }
}
