using MiyagiSensing.Domain.Catalog;

namespace MiyagiSensing.Domain.Fisheries;

/// <summary>A fisheries district (地区): the waters of a branch of the prefectural fishery cooperative. Districts of the catalog are what the KPI of smart-fisheries districts counts.</summary>
public sealed record DistrictDefinition
{
    /// <summary>The cooperative's general branches. Source: branch list of the Japanese bank code 9453.</summary>
    public static IReadOnlyList<string> GeneralBranches { get; } = ["kesennuma", "ishinomaki", "shiogama"];

    /// <summary>District id, see <see cref="Identifier"/>.</summary>
    public required string Id { get; init; }

    /// <summary>Name for people.</summary>
    public required LocalText Name { get; init; }

    /// <summary>The cooperative's branch (支所), as the cooperative writes it.</summary>
    public required string Branch { get; init; }

    /// <summary>The general branch (総合支所) it belongs to, one of <see cref="GeneralBranches"/>; null where it is not known.</summary>
    public string? GeneralBranch { get; init; }

    /// <summary>Five-digit JIS code of the municipality it lies in.</summary>
    public required string Municipality { get; init; }

    /// <summary>Species grown or caught there, ids of the catalog's species.</summary>
    public IReadOnlyList<string> Species { get; init; } = [];

    /// <summary>True when no page could be found that names the branch as it stands here; people are told wherever it is shown.</summary>
    public bool Unconfirmed { get; init; }

    /// <summary>True when it is made up; people are told wherever it is shown.</summary>
    public bool Fictional { get; init; }

    /// <summary>Where the facts come from; required unless fictional.</summary>
    public string? Source { get; init; }
}
