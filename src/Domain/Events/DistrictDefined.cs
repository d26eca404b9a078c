using MiyagiSensing.Domain.Fisheries;

namespace MiyagiSensing.Domain.Events;

/// <summary>A fisheries district entered the catalog, or its facts changed: the newest holds. Stream <c>district:{id}</c>.</summary>
public sealed record DistrictDefined : IDefinition
{
    /// <summary>The district as it was defined.</summary>
    public required DistrictDefinition District { get; init; }

    /// <summary>SHA-256 of the definition, hexadecimal; tells whether a catalog file has changed since.</summary>
    public required string ContentHash { get; init; }
}
