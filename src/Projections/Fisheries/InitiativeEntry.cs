namespace MiyagiSensing.Projections.Fisheries;

/// <summary>A step of an initiative, as it was recorded.</summary>
/// <param name="Step">What it became: <c>running</c>, <c>paused</c> or <c>ended</c>.</param>
/// <param name="On">From this day in Japan on.</param>
/// <param name="Evidence">What shows it; null when nothing does.</param>
/// <param name="Reason">Why; null for a start.</param>
/// <param name="Actor">By whom.</param>
/// <param name="Position">Position of the event.</param>
/// <param name="RecordedAt">When, UTC.</param>
public sealed record InitiativeEntry(string Step, DateOnly On, string? Evidence, string? Reason, string Actor, long Position, DateTimeOffset RecordedAt);
