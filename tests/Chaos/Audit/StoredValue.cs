using MiyagiSensing.Chaos.Load;

namespace MiyagiSensing.Chaos.Audit;

/// <summary>One value as it stands in a journal block.</summary>
/// <param name="Identity">Which.</param>
/// <param name="Value">NaN for a missing one.</param>
/// <param name="MeasuredAt">Unix ms.</param>
/// <param name="ReceivedAt">Unix ms.</param>
/// <param name="SetAside">Null: stored as true; else why not.</param>
internal readonly record struct StoredValue(Identity Identity, double Value, long MeasuredAt, long ReceivedAt, string? SetAside = null);
