namespace MiyagiSensing.Projections.Engine.Control;

/// <summary>What the auditor found last.</summary>
/// <param name="Name">What was counted.</param>
/// <param name="Journal">The journal's count.</param>
/// <param name="Taken">The projection's count at the same position; null while the auditor has not come so far.</param>
/// <param name="AuditedAt">When, UTC.</param>
public sealed record AuditRow(string Name, long Journal, long? Taken, DateTimeOffset AuditedAt)
{
    /// <summary><c>ok</c>, <c>differs</c> or <c>counting</c>.</summary>
    public string Verdict => Taken is null ? "counting" : Taken == Journal ? "ok" : "differs";
}
