namespace MiyagiSensing.Domain.Events;

/// <summary>An alert reached a higher level. Stream <c>alert:{rule}:{subject}</c>.</summary>
/// <param name="Step">The step.</param>
public sealed record EpisodeEscalated(EpisodeStep Step) : IDomainEvent;
