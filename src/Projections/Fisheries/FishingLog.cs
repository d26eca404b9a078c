using MiyagiSensing.Domain.Fisheries;

namespace MiyagiSensing.Projections.Fisheries;

/// <summary>An entry of a fishing log, as it was recorded.</summary>
/// <param name="Log">Its id.</param>
/// <param name="District">District id.</param>
/// <param name="Record">What it says.</param>
/// <param name="Actor">Who handed it in.</param>
/// <param name="Position">Position of the event.</param>
/// <param name="RecordedAt">When, UTC.</param>
public sealed record FishingLog(string Log, string District, FishingLogRecord Record, string Actor, long Position, DateTimeOffset RecordedAt);
