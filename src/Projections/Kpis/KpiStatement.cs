using MiyagiSensing.Domain.Kpis;

namespace MiyagiSensing.Projections.Kpis;

/// <summary>What was stated of a fiscal year that is over: its frozen figures, or a restatement.</summary>
/// <param name="Kind"><c>frozen</c> or <c>restated</c>.</param>
/// <param name="Figures">The figures with their definitions.</param>
/// <param name="Position">Position of the event that decided it.</param>
/// <param name="RecordedAt">When that was recorded, UTC.</param>
/// <param name="Cause">The event that changed the figures; null for frozen ones.</param>
public sealed record KpiStatement(string Kind, IReadOnlyList<KpiFigure> Figures, long Position, DateTimeOffset RecordedAt, EventReference? Cause)
{
    /// <summary>As it was at the end of the year.</summary>
    public const string Frozen = "frozen";

    /// <summary>As it came out by what was recorded later.</summary>
    public const string Restated = "restated";
}
