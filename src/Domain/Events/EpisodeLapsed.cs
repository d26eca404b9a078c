namespace MiyagiSensing.Domain.Events;

/// <summary>What was pending did not hold and never was an alert. Stream <c>alert:{rule}:{subject}</c>.</summary>
/// <param name="Step">The step.</param>
public sealed record EpisodeLapsed(EpisodeStep Step) : IDomainEvent;
