namespace MiyagiSensing.Domain.Quality;

/// <summary>One reading of a series, as the tests see it.</summary>
/// <param name="At">When it was measured, by the device's clock: Unix time in ms.</param>
/// <param name="Value">In the metric's unit; NaN when the value is missing.</param>
public readonly record struct QualitySample(long At, double Value)
{
    /// <summary>True when there is no value.</summary>
    public bool IsMissing => double.IsNaN(Value);

    /// <summary>True when this reading follows an earlier one so closely that the two are neighbors.</summary>
    internal bool Follows(QualitySample earlier, TimeSpan maxGap) => At - earlier.At <= (long)maxGap.TotalMilliseconds;
}
