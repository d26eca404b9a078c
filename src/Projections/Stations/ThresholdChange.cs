using MiyagiSensing.Domain.Events;

namespace MiyagiSensing.Projections.Stations;

/// <summary>A change of one of a station's own limits.</summary>
/// <param name="Fact">What holds from when on, and why.</param>
/// <param name="Actor">Who recorded it.</param>
/// <param name="Position">Position of the event.</param>
/// <param name="RecordedAt">When, UTC.</param>
public sealed record ThresholdChange(ThresholdChanged Fact, string Actor, long Position, DateTimeOffset RecordedAt);
