namespace MiyagiSensing.Projections.Engine;

/// <summary>A projection's row in <c>mt_event_progression</c>.</summary>
/// <param name="Position">Position of the last event whose effects are in the rows; 0 when none is.</param>
/// <param name="WrittenAt">When the row was written, by the database's clock. A rebuild that puts other rows in place at the same position changes it, so that a runner notices.</param>
internal readonly record struct Checkpoint(long Position, DateTimeOffset WrittenAt);
