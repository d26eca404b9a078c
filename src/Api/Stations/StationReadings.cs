using MiyagiSensing.Projections.TimeSeries;

namespace MiyagiSensing.Api.Stations;

/// <summary>The history of one metric at one station, as it goes out.</summary>
internal sealed record StationReadings
{
    /// <summary>Station id.</summary>
    public required string Station { get; init; }

    /// <summary>Metric name.</summary>
    public required string Metric { get; init; }

    /// <summary>UCUM code; null when the catalog does not know the metric, which a device sends all the same.</summary>
    public required string? Unit { get; init; }

    /// <summary>One line for each sensor; empty when nothing was measured in the range.</summary>
    public required IReadOnlyList<SensorSeries> Series { get; init; }
}
