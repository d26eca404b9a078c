namespace MiyagiSensing.Domain.Events;

/// <summary>A bridge left the register: taken down, or a made-up one whose place real ones took. Stream <c>bridge:{id}</c>.</summary>
/// <param name="Bridge">Bridge id.</param>
/// <param name="On">From this day in Japan on it no longer counts.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record BridgeRetired(string Bridge, DateOnly On, string Reason) : IDomainEvent;
