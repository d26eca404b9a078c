namespace MiyagiSensing.Domain.Events;

/// <summary>A level is reached that must hold for a time before it is an alert. Stream <c>alert:{rule}:{subject}</c>.</summary>
/// <param name="Step">The step.</param>
public sealed record EpisodePending(EpisodeStep Step) : IDomainEvent;
