using MiyagiSensing.Domain.Catalog;

namespace MiyagiSensing.Domain.Events;

/// <summary>It was set how readings of a metric are tested, or that changed: the newest holds. Stream <c>quality:{domain}:{metric}</c>.</summary>
public sealed record QualityDefined : IDefinition
{
    /// <summary>Tests and limits as they were defined.</summary>
    public required QualityDefinition Quality { get; init; }

    /// <summary>SHA-256 of the definition, hexadecimal; tells whether a catalog file has changed since.</summary>
    public required string ContentHash { get; init; }
}
