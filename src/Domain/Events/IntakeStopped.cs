namespace MiyagiSensing.Domain.Events;

/// <summary>The platform stopped listening in good order. Stream <c>platform</c>.</summary>
public sealed record IntakeStopped : IDomainEvent
{
    /// <summary>When, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The writer epoch that listened.</summary>
    public required long Epoch { get; init; }
}
