namespace MiyagiSensing.Domain.Events;

/// <summary>A person asked to be forgotten: nothing leads from them to this pseudonym any more. Tells a restored key store what to forget again. Stream <c>rtk-user:{pseudonym}</c>.</summary>
/// <param name="User">Pseudonym; whose it was is known to nobody.</param>
/// <param name="At">When, UTC.</param>
public sealed record RtkUserForgotten(string User, DateTimeOffset At) : IDomainEvent;
