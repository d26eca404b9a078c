using MiyagiSensing.Domain.Events;

namespace MiyagiSensing.Projections.Bridges;

/// <summary>A repair.</summary>
/// <param name="Fact">What was done.</param>
/// <param name="Actor">Who recorded it.</param>
/// <param name="Position">Position of the event.</param>
/// <param name="RecordedAt">When, UTC.</param>
public sealed record BridgeRepair(RepairRecorded Fact, string Actor, long Position, DateTimeOffset RecordedAt);
