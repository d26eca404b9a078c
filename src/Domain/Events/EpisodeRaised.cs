namespace MiyagiSensing.Domain.Events;

/// <summary>An alert began. Stream <c>alert:{rule}:{subject}</c>.</summary>
/// <param name="Step">The step.</param>
public sealed record EpisodeRaised(EpisodeStep Step) : IDomainEvent;
