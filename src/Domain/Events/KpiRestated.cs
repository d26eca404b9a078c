using MiyagiSensing.Domain.Kpis;

namespace MiyagiSensing.Domain.Events;

/// <summary>The figures of a fiscal year that is over came out differently by what was recorded later. The frozen ones stay as they are; these stand beside them. Stream <c>kpi:{id}</c>.</summary>
public sealed record KpiRestated : IDomainEvent
{
    /// <summary>KPI id.</summary>
    public required string Kpi { get; init; }

    /// <summary>Calendar year in which the fiscal year began.</summary>
    public required int FiscalYear { get; init; }

    /// <summary>All figures as they are now.</summary>
    public required IReadOnlyList<KpiFigure> Figures { get; init; }

    /// <summary>The event that changed them.</summary>
    public required EventReference Cause { get; init; }
}
