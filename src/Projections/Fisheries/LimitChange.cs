using MiyagiSensing.Domain.Events;

namespace MiyagiSensing.Projections.Fisheries;

/// <summary>A change of a limit, as it was recorded.</summary>
/// <param name="Fact">What was changed and why.</param>
/// <param name="Actor">By whom.</param>
/// <param name="Position">Position of the event.</param>
/// <param name="RecordedAt">When, UTC.</param>
public sealed record LimitChange(SpeciesLimitChanged Fact, string Actor, long Position, DateTimeOffset RecordedAt);
