namespace MiyagiSensing.Domain.Catalog;

/// <summary>A place that is watched.</summary>
public sealed record StationDefinition
{
    /// <summary>Station id, see <see cref="Identifier"/>.</summary>
    public required string Id { get; init; }

    /// <summary>Its domain.</summary>
    public required string Domain { get; init; }

    /// <summary>Name for people; both languages, the English one romanised.</summary>
    public required LocalText Name { get; init; }

    /// <summary>Five-digit JIS municipality code; Sendai by ward.</summary>
    public required string Municipality { get; init; }

    /// <summary>Degrees north, WGS 84, -90 to 90.</summary>
    public required double Latitude { get; init; }

    /// <summary>Degrees east, WGS 84, -180 to 180.</summary>
    public required double Longitude { get; init; }

    /// <summary>Fisheries district id for buoys; null elsewhere.</summary>
    public string? District { get; init; }

    /// <summary>River or bay or route it stands at; null when it does not apply.</summary>
    public LocalText? Water { get; init; }

    /// <summary>Kind within the domain, for example <c>crisis-management-gauge</c>; null when the domain has only one.</summary>
    public string? Kind { get; init; }

    /// <summary>Radius of service, km; RTK base stations only.</summary>
    public double? CoverageKilometres { get; init; }

    /// <summary>The station's own limits: metric to (name of the limit to value in the metric's unit), for example <c>stage: {danger: 9.45}</c>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> Thresholds { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, double>>();

    /// <summary>What limits were before; the instants at which they ceased to hold are past. Empty for nearly all stations.</summary>
    public IReadOnlyList<EarlierThreshold> EarlierThresholds { get; init; } = [];

    /// <summary>The next station that the same water passes; null where there is none or it is not known.</summary>
    public DownstreamStation? Downstream { get; init; }

    /// <summary>True when the station is made up; people are told wherever it is shown.</summary>
    public bool Fictional { get; init; }

    /// <summary>Where the facts come from; required unless fictional.</summary>
    public string? Source { get; init; }
}
