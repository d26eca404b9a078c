namespace MiyagiSensing.Domain.Readings;

/// <summary>One value of a series, as decisions see it.</summary>
/// <param name="At">When it was measured, by the device's clock: Unix time in ms.</param>
/// <param name="Value">In the metric's unit; <see cref="double.NaN"/> when the value is missing.</param>
public readonly record struct Sample(long At, double Value)
{
    /// <summary>True when there is no value.</summary>
    public bool IsMissing => double.IsNaN(Value);

    /// <summary>True when this one follows an earlier one so closely that the two are neighbors.</summary>
    internal bool Follows(Sample earlier, TimeSpan maxGap) => At - earlier.At <= (long)maxGap.TotalMilliseconds;
}
