using MiyagiSensing.Domain.Catalog;

namespace MiyagiSensing.Domain.Fisheries;

/// <summary>A fisheries district (地区): the waters of a branch of the prefectural fishery cooperative. Districts of the catalog are what the KPI of smart-fisheries districts counts.</summary>
public sealed record DistrictDefinition
{
    /// <summary>District id, see <see cref="Identifier"/>.</summary>
    public required string Id { get; init; }

    /// <summary>Name for people.</summary>
    public required LocalText Name { get; init; }

    /// <summary>The cooperative's branch (支所), as the cooperative writes it.</summary>
    public required string Branch { get; init; }

    /// <summary>Five-digit JIS code of the municipality it lies in.</summary>
    public required string Municipality { get; init; }

    /// <summary>Species grown or caught there, ids of the catalog's species.</summary>
    public IReadOnlyList<string> Species { get; init; } = [];

    /// <summary>True when it is made up; people are told wherever it is shown.</summary>
    public bool Fictional { get; init; }

    /// <summary>Where the facts come from; required unless fictional.</summary>
    public string? Source { get; init; }
}
