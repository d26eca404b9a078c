namespace MiyagiSensing.Projections.Bridges;

/// <summary>A bridge left the register.</summary>
/// <param name="On">From this day in Japan on it no longer counts.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record BridgeRetirement(DateOnly On, string Reason);
