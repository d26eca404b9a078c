namespace MiyagiSensing.Domain.Kpis;

/// <summary>A value that somebody enters.</summary>
/// <param name="Kpi">KPI id.</param>
/// <param name="Year">The fiscal year.</param>
/// <param name="Value">In the KPI's unit; null to take back what was entered for the day.</param>
/// <param name="Source">Where it is written.</param>
/// <param name="On">The day in Japan that it stands for; null for the last day of the year, or the present day while it runs.</param>
/// <param name="Reason">Why what was entered before for the day was wrong; needed when that is so.</param>
/// <param name="Place">Where the entry stands, for messages, for example <c>line 3</c>; null for a single one.</param>
public sealed record KpiEntry(string Kpi, FiscalYear Year, decimal? Value, string Source, DateOnly? On = null, string? Reason = null, string? Place = null)
{
    /// <summary>What is wrong with how it is written, so that it can only be refused; null when it can be read. Its KPI, empty when not even that can be read, is looked up all the same, so that people see every mistake at once.</summary>
    public string? Fault { get; init; }
}
