namespace MiyagiSensing.Domain.Events;

/// <summary>A minute passed while the platform listened: what silence and waiting times are judged by, so that a replay decides the same. Stream <c>platform</c>.</summary>
public sealed record TimeAdvanced : IDomainEvent
{
    /// <summary>The minute, UTC.</summary>
    public required DateTimeOffset At { get; init; }
}
