namespace MiyagiSensing.Projections.Engine.Audit;

/// <summary>What a comparison of all keys has found.</summary>
/// <param name="Journal">The journal's number, over the keys seen.</param>
/// <param name="Rows">The rows' number.</param>
/// <param name="Differing">Keys that differ.</param>
/// <param name="First">The first of them, for people; null when there is none.</param>
internal sealed record AuditPass(long Journal, long Rows, long Differing, string? First)
{
    /// <summary>Nothing has been compared yet.</summary>
    public static readonly AuditPass Empty = new(0, 0, 0, null);
}
