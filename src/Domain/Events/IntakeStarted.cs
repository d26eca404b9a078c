namespace MiyagiSensing.Domain.Events;

/// <summary>The platform began to listen to devices. Stream <c>platform</c>.</summary>
public sealed record IntakeStarted : IDomainEvent
{
    /// <summary>When, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The writer epoch that listens.</summary>
    public required long Epoch { get; init; }
}
