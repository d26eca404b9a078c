namespace MiyagiSensing.Domain.Events;

/// <summary>A user id of the RTK base stations (利用ID) was issued. Stream <c>rtk-user:{pseudonym}</c>.</summary>
/// <param name="User">Pseudonym; never the id itself.</param>
/// <param name="On">From this day in Japan on.</param>
/// <param name="Source">Where that is written: a list, an application.</param>
public sealed record RtkIdRegistered(string User, DateOnly On, string Source) : IDomainEvent;
