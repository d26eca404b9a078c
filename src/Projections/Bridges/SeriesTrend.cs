using MiyagiSensing.Domain.Bridges;

namespace MiyagiSensing.Projections.Bridges;

/// <summary>The trend of one sensor.</summary>
public sealed record SeriesTrend
{
    /// <summary>Device id.</summary>
    public required string Device { get; init; }

    /// <summary>Sensor id.</summary>
    public required string Sensor { get; init; }

    /// <summary>The metric that the sensor measured; a natural frequency is derived from it.</summary>
    public required string Measured { get; init; }

    /// <summary>The verdict on the newest stretch: <c>steady</c>, <c>drifting</c>, <c>stepped</c> or <c>not enough data</c>.</summary>
    public string Verdict => Stretches.Count == 0 ? StructuralTrend.NotEnoughData : Stretches[^1].Verdict;

    /// <summary>What was taken off for the temperature; null when nothing was.</summary>
    public TemperatureEffect? Temperature { get; init; }

    /// <summary>Why the values are not compensated; null when they are.</summary>
    public string? NotCompensated { get; init; }

    /// <summary>The stretches between repairs, oldest first.</summary>
    public required IReadOnlyList<StructuralTrend> Stretches { get; init; }

    /// <summary>The periods, oldest first.</summary>
    public required IReadOnlyList<TrendValue> Values { get; init; }

    /// <summary>Periods left out because less than half of the expected readings came.</summary>
    public required int Thin { get; init; }

    /// <summary>Of frequencies: bursts with one; null for other metrics.</summary>
    public int? Bursts { get; init; }

    /// <summary>Of frequencies: bursts without one, by reason; null for other metrics.</summary>
    public IReadOnlyDictionary<string, int>? Refused { get; init; }
}
