namespace MiyagiSensing.Api.Rtk;

/// <summary>The circle of one base station.</summary>
internal sealed record CoverageFeature
{
    /// <summary>Fixed by the format.</summary>
    public string Type { get; } = "Feature";

    /// <summary>Station id.</summary>
    public required string Id { get; init; }

    /// <summary>The circle as a polygon.</summary>
    public required CoverageGeometry Geometry { get; init; }

    /// <summary>What it is the circle of.</summary>
    public required CoverageProperties Properties { get; init; }
}
