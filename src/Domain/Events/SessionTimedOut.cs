namespace MiyagiSensing.Domain.Events;

/// <summary>A session that never ended was closed by us, because nothing more was heard of it. Stream <c>rtk-session:{id}</c>.</summary>
/// <param name="Session">Session id.</param>
/// <param name="Device">The base station's device.</param>
/// <param name="LastHeard">The last instant of the session by the caster's clock, UTC; its hours count up to here.</param>
/// <param name="At">When it was closed, UTC.</param>
public sealed record SessionTimedOut(string Session, string Device, DateTimeOffset LastHeard, DateTimeOffset At) : IDomainEvent;
