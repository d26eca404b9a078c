using MiyagiSensing.Domain.Fisheries;

namespace MiyagiSensing.Domain.Events;

/// <summary>A species entered the catalog, or its facts changed: the newest holds. Stream <c>species:{id}</c>.</summary>
public sealed record SpeciesDefined : IDefinition
{
    /// <summary>The species as it was defined.</summary>
    public required SpeciesDefinition Species { get; init; }

    /// <summary>SHA-256 of the definition, hexadecimal; tells whether a catalog file has changed since.</summary>
    public required string ContentHash { get; init; }
}
