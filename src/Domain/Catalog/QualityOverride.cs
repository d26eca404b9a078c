using MiyagiSensing.Domain.Quality;

namespace MiyagiSensing.Domain.Catalog;

/// <summary>Tests that are other at some stations or sensors than the metric's.</summary>
public sealed record QualityOverride
{
    /// <summary>Stations it speaks of; empty means every one.</summary>
    public IReadOnlyList<string> Stations { get; init; } = [];

    /// <summary>Sensors it speaks of; empty means every one.</summary>
    public IReadOnlyList<string> Sensors { get; init; } = [];

    /// <summary>Tests that replace the metric's, whole; those that are null stay.</summary>
    public QualityLimits Limits { get; init; } = QualityLimits.None;

    /// <summary>Tests that are not done there.</summary>
    public IReadOnlyList<QualityTestKind> Off { get; init; } = [];

    /// <summary>Why it differs.</summary>
    public required string Source { get; init; }

    /// <summary>True when it speaks of a series.</summary>
    public bool AppliesTo(string station, string sensor) =>
        (Stations.Count == 0 || Stations.Contains(station)) && (Sensors.Count == 0 || Sensors.Contains(sensor));

    /// <summary>The limits that hold when this is laid over others.</summary>
    public QualityLimits Over(QualityLimits below) => Off.Aggregate(below.Under(Limits), (limits, test) => limits.Without(test));
}
