namespace MiyagiSensing.Domain.Events;

/// <summary>An alert fell to a lower level. Stream <c>alert:{rule}:{subject}</c>.</summary>
/// <param name="Step">The step.</param>
public sealed record EpisodeEased(EpisodeStep Step) : IDomainEvent;
