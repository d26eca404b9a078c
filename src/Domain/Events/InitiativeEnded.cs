namespace MiyagiSensing.Domain.Events;

/// <summary>An initiative is over. Stream <c>district:{id}</c>.</summary>
/// <param name="District">District id.</param>
/// <param name="Initiative">Id of the initiative.</param>
/// <param name="On">From this day in Japan on it no longer counts.</param>
/// <param name="Reason">Why, in words.</param>
/// <param name="Evidence">What shows it; null when nothing does.</param>
public sealed record InitiativeEnded(string District, string Initiative, DateOnly On, string Reason, string? Evidence = null) : IDomainEvent;
