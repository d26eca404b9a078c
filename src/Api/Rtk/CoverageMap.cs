namespace MiyagiSensing.Api.Rtk;

/// <summary>The circles of all base stations, as GeoJSON (RFC 7946).</summary>
internal sealed record CoverageMap
{
    /// <summary>Fixed by the format.</summary>
    public string Type { get; } = "FeatureCollection";

    /// <summary>One for each base station, in order of id.</summary>
    public required IReadOnlyList<CoverageFeature> Features { get; init; }
}
