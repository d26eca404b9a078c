namespace MiyagiSensing.Domain.Kpis;

/// <summary>What a rule found.</summary>
/// <param name="Figures">The KPI's figures, always the same ones in the same order.</param>
/// <param name="Evidence">What they rest on, and what was looked at and does not count.</param>
public sealed record KpiResult(IReadOnlyList<KpiFigure> Figures, IReadOnlyList<KpiEvidence> Evidence)
{
    /// <summary>The same for a day before anything was recorded: where there is no evidence, nothing is known, which is not nought.</summary>
    public KpiResult BeforeRecords() =>
        this with { Figures = [.. Figures.Select(figure => figure is { Value: 0, Evidence: 0 } ? figure with { Value = null } : figure)] };

    /// <summary>One figure, with the number of its evidence.</summary>
    /// <param name="id">Figure id.</param>
    /// <param name="definition">What is counted.</param>
    /// <param name="value">Null when there is none.</param>
    /// <param name="evidence">All of it.</param>
    internal static KpiFigure Figure(string id, Catalog.LocalText definition, decimal? value, IEnumerable<KpiEvidence> evidence) =>
        new(id, definition, evidence.Count(item => item.Counts && item.Figure == id), value);
}
