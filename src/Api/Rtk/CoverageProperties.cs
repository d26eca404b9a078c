using MiyagiSensing.Domain.Catalog;

namespace MiyagiSensing.Api.Rtk;

/// <summary>The base station of a circle.</summary>
internal sealed record CoverageProperties
{
    /// <summary>Station id.</summary>
    public required string Station { get; init; }

    /// <summary>Name for people.</summary>
    public required LocalText Name { get; init; }

    /// <summary>Centre, degrees north.</summary>
    public required double Latitude { get; init; }

    /// <summary>Centre, degrees east.</summary>
    public required double Longitude { get; init; }

    /// <summary>Radius, km.</summary>
    public required double RadiusKilometres { get; init; }

    /// <summary>True when the place is made up.</summary>
    public required bool Fictional { get; init; }
}
