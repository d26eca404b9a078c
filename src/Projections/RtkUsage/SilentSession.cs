namespace MiyagiSensing.Projections.RtkUsage;

/// <summary>A session that nothing was heard of for too long.</summary>
/// <param name="Stream">Its stream.</param>
/// <param name="Device">The device.</param>
/// <param name="Session">The session id.</param>
/// <param name="LastHeard">The last instant of it by the caster's clock, UTC.</param>
internal sealed record SilentSession(string Stream, string Device, string Session, DateTimeOffset LastHeard);
