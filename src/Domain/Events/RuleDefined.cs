using MiyagiSensing.Domain.Catalog;

namespace MiyagiSensing.Domain.Events;

/// <summary>An alert rule entered the catalog. Stream <c>rule:{id}</c>.</summary>
public sealed record RuleDefined : IDefinition
{
    /// <summary>The rule as it was defined.</summary>
    public required RuleDefinition Rule { get; init; }

    /// <summary>SHA-256 of the definition, hexadecimal.</summary>
    public required string ContentHash { get; init; }
}
