using MiyagiSensing.Domain.Kpis;

namespace MiyagiSensing.Domain.Events;

/// <summary>A fiscal year ended and its figures were written down for ever. Stream <c>kpi:{id}</c>.</summary>
public sealed record KpiFrozen : IDomainEvent
{
    /// <summary>KPI id.</summary>
    public required string Kpi { get; init; }

    /// <summary>Calendar year in which the fiscal year began.</summary>
    public required int FiscalYear { get; init; }

    /// <summary>The figures with their definitions, by what was recorded before <see cref="At"/>.</summary>
    public required IReadOnlyList<KpiFigure> Figures { get; init; }

    /// <summary>The end of the fiscal year, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Position of the first event that told that the year was over; what the figures rest on stands before it.</summary>
    public required long DecidedBy { get; init; }
}
