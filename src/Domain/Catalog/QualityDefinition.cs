using MiyagiSensing.Domain.Fisheries;
using MiyagiSensing.Domain.Quality;

namespace MiyagiSensing.Domain.Catalog;

/// <summary>How the readings of a metric are tested, with what differs at some stations or sensors.</summary>
public sealed record QualityDefinition
{
    /// <summary>The domain.</summary>
    public required string Domain { get; init; }

    /// <summary>The metric.</summary>
    public required string Metric { get; init; }

    /// <summary>The tests with their limits, for every series of the metric.</summary>
    public required QualityLimits Limits { get; init; }

    /// <summary>What differs somewhere. Where several speak of a series, each replaces what those before it say.</summary>
    public IReadOnlyList<QualityOverride> Overrides { get; init; } = [];

    /// <summary>The tests of one series. Ranges of months are those of the sensor's depth, as its name tells it (<see cref="SensorDepth"/>).</summary>
    /// <param name="station">Where the device stands.</param>
    /// <param name="sensor">The sensor within the device.</param>
    public QualityLimits LimitsFor(string station, string sensor)
    {
        var limits = Overrides.Where(one => one.AppliesTo(station, sensor)).Aggregate(Limits, (below, one) => one.Over(below));
        return limits with { Climatology = limits.Climatology?.At(SensorDepth.Of(sensor)) };
    }
}
