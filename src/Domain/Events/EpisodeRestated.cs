namespace MiyagiSensing.Domain.Events;

/// <summary>
/// Readings that came late, but within the rule's bound, show that an episode went otherwise than was told. Now it stands as if all had come in the order in which they were measured. Stream <c>alert:{rule}:{subject}</c>.
/// </summary>
public sealed record EpisodeRestated : IDomainEvent
{
    /// <summary>Episode id.</summary>
    public required string Episode { get; init; }

    /// <summary>Rule id.</summary>
    public required string Rule { get; init; }

    /// <summary>What it is about: device, or device.sensor.</summary>
    public required string Subject { get; init; }

    /// <summary>Station id.</summary>
    public required string Station { get; init; }

    /// <summary>Steps told of the episode after this instant, UTC, are replaced by <see cref="Steps"/>.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Its steps after that instant, in order. Empty, for one that began after it: there was no such episode.</summary>
    public required IReadOnlyList<RestatedStep> Steps { get; init; }

    /// <summary>Position of the journal block that decided.</summary>
    public required long DecidedBy { get; init; }
}
