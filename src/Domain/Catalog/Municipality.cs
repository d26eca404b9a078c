namespace MiyagiSensing.Domain.Catalog;

/// <summary>A municipality of the prefecture; Sendai by ward.</summary>
public sealed record Municipality
{
    /// <summary>Five-digit JIS code, for example <c>04101</c>.</summary>
    public required string Code { get; init; }

    /// <summary>Name for people.</summary>
    public required LocalText Name { get; init; }

    /// <summary>Area-weighted centroid, degrees north.</summary>
    public required double Latitude { get; init; }

    /// <summary>Area-weighted centroid, degrees east.</summary>
    public required double Longitude { get; init; }
}
