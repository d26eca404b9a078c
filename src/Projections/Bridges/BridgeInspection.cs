using MiyagiSensing.Domain.Bridges;

namespace MiyagiSensing.Projections.Bridges;

/// <summary>One version of an inspection.</summary>
/// <param name="Inspection">Id of the inspection.</param>
/// <param name="Version">1 as recorded, then one more for each correction.</param>
/// <param name="Bridge">Bridge id.</param>
/// <param name="Record">What holds by this version; null when it says that there was no such inspection.</param>
/// <param name="Reason">Why the version before was wrong; null for the first.</param>
/// <param name="Actor">Who recorded it.</param>
/// <param name="Position">Position of the event.</param>
/// <param name="RecordedAt">When, UTC.</param>
/// <param name="SupersededAt">When a later version took its place, UTC; null while it holds.</param>
public sealed record BridgeInspection(
    string Inspection, int Version, string Bridge, InspectionRecord? Record, string? Reason, string Actor, long Position, DateTimeOffset RecordedAt, DateTimeOffset? SupersededAt);
