using MiyagiSensing.Domain.Kpis;

namespace MiyagiSensing.Domain.Events;

/// <summary>A KPI entered the catalog, or its definition changed: the newest holds. Stream <c>kpi:{id}</c>.</summary>
public sealed record KpiDefined : IDefinition
{
    /// <summary>The KPI as it was defined.</summary>
    public required KpiDefinition Kpi { get; init; }

    /// <summary>SHA-256 of the definition, hexadecimal; tells whether a catalog file has changed since.</summary>
    public required string ContentHash { get; init; }
}
