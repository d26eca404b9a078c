using MiyagiSensing.Domain.Bridges;

namespace MiyagiSensing.Projections.Bridges;

/// <summary>What the register was told of a bridge at one time: its facts, or that it left.</summary>
/// <param name="Id">Bridge id.</param>
/// <param name="Bridge">Its facts; null when it left.</param>
/// <param name="Retirement">That it left; null with facts.</param>
/// <param name="Actor">Who recorded it.</param>
/// <param name="Position">Position of the event.</param>
/// <param name="RecordedAt">When, UTC.</param>
public sealed record BridgeVersion(string Id, BridgeDefinition? Bridge, BridgeRetirement? Retirement, string Actor, long Position, DateTimeOffset RecordedAt);
