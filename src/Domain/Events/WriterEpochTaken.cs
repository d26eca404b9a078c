namespace MiyagiSensing.Domain.Events;

/// <summary>A process became the writer of the journal; all earlier ones are fenced off. Stream <c>platform</c>.</summary>
public sealed record WriterEpochTaken : IDomainEvent
{
    /// <summary>The new epoch, from 1.</summary>
    public required long Epoch { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset At { get; init; }
}
