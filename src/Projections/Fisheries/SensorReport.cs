using MiyagiSensing.Domain.Fisheries;

namespace MiyagiSensing.Projections.Fisheries;

/// <summary>What a sensor of a district's buoy measured of one metric.</summary>
public sealed record SensorReport
{
    /// <summary>Station id.</summary>
    public required string Station { get; init; }

    /// <summary>Sensor id; devices that followed each other at the station and have the same sensor id are one.</summary>
    public required string Sensor { get; init; }

    /// <summary>Its depth, m, from its name; null when the name tells none.</summary>
    public required double? DepthMetres { get; init; }

    /// <summary>Metric name.</summary>
    public required string Metric { get; init; }

    /// <summary>Readings with a value in the 30 days up to the day.</summary>
    public required long Received { get; init; }

    /// <summary>Readings to be expected in them; null where nothing can be expected.</summary>
    public required long? Expected { get; init; }

    /// <summary><see cref="Received"/> by <see cref="Expected"/>, 0 to 1; null where nothing is expected.</summary>
    public double? Completeness => Expected > 0 ? Math.Min(1, (double)Received / Expected.Value) : null;

    /// <summary>Daily figures of the 30 days up to the day; days without a possible value are left out.</summary>
    public required IReadOnlyList<DayFigure> Days { get; init; }

    /// <summary>What may come; null for metrics that no limit speaks of.</summary>
    public Outlook? Outlook { get; init; }
}
