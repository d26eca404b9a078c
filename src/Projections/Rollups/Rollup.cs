using MiyagiSensing.Domain.Catalog;

namespace MiyagiSensing.Projections.Rollups;

/// <summary>What one series measured in one period, of the values as they count after corrections.</summary>
public sealed record Rollup
{
    /// <summary>What people call the period.</summary>
    public required LocalText Name { get; init; }

    /// <summary>Where the period begins, UTC.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Where it ends, UTC, exclusive; also for a period that is not over yet.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Readings with a value, by the device's clock.</summary>
    public required long Count { get; init; }

    /// <summary>Readings that came without a value, or were taken out by a correction.</summary>
    public required long Missing { get; init; }

    /// <summary>The least value, in the metric's unit; null without any.</summary>
    public required double? Minimum { get; init; }

    /// <summary>The greatest value; null without any.</summary>
    public required double? Maximum { get; init; }

    /// <summary>The sum of the values, each rounded to 1e-9: the same in whatever order they came. Null without any, and when one of them is 1e15 or more, which are not added.</summary>
    public required decimal? Sum { get; init; }

    /// <summary><see cref="Sum"/> by <see cref="Count"/>; null where that is.</summary>
    public required double? Mean { get; init; }

    /// <summary>Readings to be expected in the period, from the series' first one to the present; null where nothing can be expected, see <see cref="ExpectedInterval"/>.</summary>
    public required long? Expected { get; init; }

    /// <summary><see cref="Count"/> by <see cref="Expected"/>, 0 to 1, also when more came; null where nothing is expected.</summary>
    public double? Completeness => Expected > 0 ? Math.Min(1, (double)Count / Expected.Value) : null;
}
