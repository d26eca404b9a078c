using MiyagiSensing.Domain.Catalog;

namespace MiyagiSensing.Projections.Kpis;

/// <summary>A KPI's figures of one fiscal year.</summary>
public sealed record KpiYear
{
    /// <summary>Calendar year in which it begins.</summary>
    public required int FiscalYear { get; init; }

    /// <summary>As people write it: 令和5年度, FY2023.</summary>
    public required LocalText Name { get; init; }

    /// <summary>Era letter and year: R5.</summary>
    public required string ShortName { get; init; }

    /// <summary>The day in Japan that figures of a day stand for: the last one of the year, or the day asked for while the year runs.</summary>
    public required DateOnly Day { get; init; }

    /// <summary><c>running</c>; <c>ended</c> before the platform kept time, so that nothing was frozen; <c>frozen</c>; or <c>restated</c>.</summary>
    public required string State { get; init; }

    /// <summary>The figures as known.</summary>
    public required IReadOnlyList<KpiYearFigure> Figures { get; init; }

    /// <summary>The figures as they were at the end of the year; null while there are none.</summary>
    public KpiStatement? Frozen { get; init; }

    /// <summary>How they came out by what was recorded later, the newest last; empty when nothing changed.</summary>
    public IReadOnlyList<KpiStatement> Restated { get; init; } = [];
}
