using MiyagiSensing.Domain.Bridges;
using MiyagiSensing.Domain.Fisheries;
using MiyagiSensing.Domain.Kpis;

namespace MiyagiSensing.Domain.Catalog;

/// <summary>Everything the catalog files say, validated: what is sensed, where, and when to alert.</summary>
public sealed record SensingCatalog
{
    /// <summary>Fields of sensing.</summary>
    public required IReadOnlyList<DomainDefinition> Domains { get; init; }

    /// <summary>Metrics of all domains.</summary>
    public required IReadOnlyList<MetricDefinition> Metrics { get; init; }

    /// <summary>Stations of all domains.</summary>
    public required IReadOnlyList<StationDefinition> Stations { get; init; }

    /// <summary>Alert rules.</summary>
    public required IReadOnlyList<RuleDefinition> Rules { get; init; }

    /// <summary>The register of pipe bridges; empty where there is none.</summary>
    public IReadOnlyList<BridgeDefinition> Bridges { get; init; } = [];

    /// <summary>Fisheries districts; empty where there are none.</summary>
    public IReadOnlyList<DistrictDefinition> Districts { get; init; } = [];

    /// <summary>What is grown there.</summary>
    public IReadOnlyList<SpeciesDefinition> Species { get; init; } = [];

    /// <summary>The policy's KPIs; empty where there are none.</summary>
    public IReadOnlyList<KpiDefinition> Kpis { get; init; } = [];

    /// <summary>How readings are tested; a metric that has none here is never tested.</summary>
    public IReadOnlyList<QualityDefinition> Quality { get; init; } = [];

    /// <summary>Municipalities of the prefecture.</summary>
    public required IReadOnlyList<Municipality> Municipalities { get; init; }

    /// <summary>Mappings of CSV files, for <c>./miyagi import</c>.</summary>
    public IReadOnlyList<ImportDefinition> Imports { get; init; } = [];
}
