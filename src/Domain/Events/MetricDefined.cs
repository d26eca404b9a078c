using MiyagiSensing.Domain.Catalog;

namespace MiyagiSensing.Domain.Events;

/// <summary>A metric entered the catalog. Stream <c>metric:{domain}:{name}</c>.</summary>
public sealed record MetricDefined : IDefinition
{
    /// <summary>The metric as it was defined.</summary>
    public required MetricDefinition Metric { get; init; }

    /// <summary>SHA-256 of the definition, hexadecimal.</summary>
    public required string ContentHash { get; init; }
}
