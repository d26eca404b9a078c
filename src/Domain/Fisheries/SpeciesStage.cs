using MiyagiSensing.Domain.Catalog;

namespace MiyagiSensing.Domain.Fisheries;

/// <summary>A part of a species' year, such as seeding, growing, harvest or spawning.</summary>
public sealed record SpeciesStage
{
    /// <summary>Stage id within the species.</summary>
    public required string Id { get; init; }

    /// <summary>What people are shown.</summary>
    public required LocalText Title { get; init; }

    /// <summary>Its months, 1 to 12, at least one.</summary>
    public required IReadOnlyList<int> Months { get; init; }

    /// <summary>Where the months come from, or that they were not looked up.</summary>
    public required string Source { get; init; }
}
