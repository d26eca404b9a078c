namespace MiyagiSensing.Domain.Events;

/// <summary>An alert ended: values came back behind its lowest level by the hysteresis; absence never ends one. Stream <c>alert:{rule}:{subject}</c>.</summary>
/// <param name="Step">The step.</param>
public sealed record EpisodeCleared(EpisodeStep Step) : IDomainEvent;
