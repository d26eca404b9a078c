using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Rivers;

namespace MiyagiSensing.Projections.Rivers;

/// <summary>A river gauge as lists show it.</summary>
public sealed record GaugeOverview
{
    /// <summary>The gauge, with the limits of the instant asked about.</summary>
    public required StationDefinition Station { get; init; }

    /// <summary>Municipality's name; the code itself when the catalog does not know it.</summary>
    public required LocalText Municipality { get; init; }

    /// <summary>The device whose level is shown: of several at the gauge, the one heard of last; null when none was ever heard of.</summary>
    public string? Device { get; init; }

    /// <summary>Its sensor.</summary>
    public string? Sensor { get; init; }

    /// <summary>What is known of the level.</summary>
    public required GaugeCondition Condition { get; init; }

    /// <summary>How much it has risen over the last hours, see <see cref="PairCondition.LookBack"/>; null when it is not reporting or has too few readings.</summary>
    public Rise? Rise { get; init; }
}
