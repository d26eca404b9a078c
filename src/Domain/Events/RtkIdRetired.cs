namespace MiyagiSensing.Domain.Events;

/// <summary>A user id of the RTK base stations was given back. Stream <c>rtk-user:{pseudonym}</c>.</summary>
/// <param name="User">Pseudonym.</param>
/// <param name="On">From this day in Japan on it no longer counts as registered.</param>
/// <param name="Reason">Why, in words, naming no person.</param>
public sealed record RtkIdRetired(string User, DateOnly On, string Reason) : IDomainEvent;
