using MiyagiSensing.Domain.Catalog;

namespace MiyagiSensing.Domain.Events;

/// <summary>A station entered the catalog. Stream <c>station:{id}</c>.</summary>
public sealed record StationDefined : IDefinition
{
    /// <summary>The station as it was defined.</summary>
    public required StationDefinition Station { get; init; }

    /// <summary>SHA-256 of the definition, hexadecimal; tells whether a catalog file has changed since.</summary>
    public required string ContentHash { get; init; }
}
