using MiyagiSensing.Domain.Bridges;

namespace MiyagiSensing.Domain.Events;

/// <summary>A bridge entered the register, or its facts changed: the newest holds. Stream <c>bridge:{id}</c>.</summary>
public sealed record BridgeDefined : IDefinition
{
    /// <summary>The bridge as it is registered.</summary>
    public required BridgeDefinition Bridge { get; init; }

    /// <summary>SHA-256 of the definition, hexadecimal; tells whether a catalog file has changed since.</summary>
    public required string ContentHash { get; init; }
}
