namespace MiyagiSensing.Domain.Events;

/// <summary>A stored event. Positions grow in commit order: a reader that has seen one has seen all before it.</summary>
public sealed class RecordedEvent
{
    /// <summary>Position in the whole store (<c>seq_id</c>), from 1; gaps are possible, reordering is not.</summary>
    public required long Position { get; init; }

    /// <summary>Unique id, chosen by the writer.</summary>
    public required Guid Id { get; init; }

    /// <summary>Stream id.</summary>
    public required string Stream { get; init; }

    /// <summary>Version within the stream, from 1 without gaps.</summary>
    public required long Version { get; init; }

    /// <summary>Stored type name, snake_case.</summary>
    public required string Type { get; init; }

    /// <summary>When it was stored, UTC, by the platform's clock.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>Who and what caused it.</summary>
    public required EventHeaders Headers { get; init; }

    /// <summary>The fact itself; null when this build does not know <see cref="Type"/> (written by a newer one).</summary>
    public required IDomainEvent? Data { get; init; }

    /// <summary>Why the stored JSON could not be read as <see cref="Type"/>, so that <see cref="Data"/> is null; null for every sound event.</summary>
    public string? Fault { get; init; }
}
