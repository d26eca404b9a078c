namespace MiyagiSensing.Api.Rtk;

/// <summary>A polygon without holes.</summary>
internal sealed record CoverageGeometry
{
    /// <summary>Fixed by the format.</summary>
    public string Type { get; } = "Polygon";

    /// <summary>One closed ring of longitude and latitude, degrees.</summary>
    public required IReadOnlyList<IReadOnlyList<IReadOnlyList<double>>> Coordinates { get; init; }
}
