using MiyagiSensing.Projections.Rollups;

namespace MiyagiSensing.Api.Rollups;

/// <summary>Figures of one metric at one station by period, as they go out.</summary>
internal sealed record StationRollups
{
    /// <summary>Station id.</summary>
    public required string Station { get; init; }

    /// <summary>Metric name.</summary>
    public required string Metric { get; init; }

    /// <summary>UCUM code; null when the catalog does not know the metric.</summary>
    public required string? Unit { get; init; }

    /// <summary>As it was asked for.</summary>
    public required string Period { get; init; }

    /// <summary>One line for each sensor; empty when nothing was measured before the range's end.</summary>
    public required IReadOnlyList<SeriesRollups> Series { get; init; }
}
