using MiyagiSensing.Domain.Bridges;

namespace MiyagiSensing.Projections.Bridges;

/// <summary>One version of a repair.</summary>
/// <param name="Repair">Id of the repair.</param>
/// <param name="Version">1 as recorded, then one more for each correction.</param>
/// <param name="Bridge">Bridge id.</param>
/// <param name="Record">What holds by this version; null when it says that there was no such repair.</param>
/// <param name="Reason">Why the version before was wrong; null for the first.</param>
/// <param name="Actor">Who recorded this version.</param>
/// <param name="Position">Position of the event.</param>
/// <param name="RecordedAt">When, UTC.</param>
/// <param name="SupersededAt">When the next version came, UTC; null while this one holds.</param>
public sealed record BridgeRepair(
    string Repair, int Version, string Bridge, RepairRecord? Record, string? Reason, string Actor, long Position, DateTimeOffset RecordedAt, DateTimeOffset? SupersededAt);
