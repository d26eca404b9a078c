using MiyagiSensing.Domain;

namespace MiyagiSensing.Projections.Kpis;

/// <summary>Reads the policy's KPIs as they were known at the end of any day in Japan: only what had been recorded by then counts, and of readings what had arrived.</summary>
public interface IKpiQueries
{
    /// <summary>All KPIs, in the order of the catalog.</summary>
    /// <param name="asOf">The day.</param>
    /// <param name="years">Fiscal years, of which those that begin after the day are left out.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task<IReadOnlyList<KpiOverview>> ListAsync(DateOnly asOf, IReadOnlyList<FiscalYear> years, CancellationToken cancellationToken);

    /// <summary>One KPI; null when there is none of that id.</summary>
    Task<KpiOverview?> FindAsync(string kpi, DateOnly asOf, IReadOnlyList<FiscalYear> years, CancellationToken cancellationToken);

    /// <summary>What the figures of a fiscal year rest on; null when there is no such KPI, empty for a year that begins after the day.</summary>
    /// <param name="kpi">KPI id.</param>
    /// <param name="year">The fiscal year.</param>
    /// <param name="asOf">The day.</param>
    /// <param name="skip">Pieces to leave out, 0 or more.</param>
    /// <param name="take">Pieces at the most, 1 or more.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task<KpiEvidencePage?> EvidenceAsync(string kpi, FiscalYear year, DateOnly asOf, int skip, int take, CancellationToken cancellationToken);
}
