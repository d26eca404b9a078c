namespace MiyagiSensing.Domain.Events;

/// <summary>One value before and after a correction.</summary>
public sealed record CorrectionStep
{
    /// <summary>The device's clock, UTC.</summary>
    public required DateTimeOffset MeasuredAt { get; init; }

    /// <summary>Before, with earlier corrections; null is missing.</summary>
    public double? Old { get; init; }

    /// <summary>After; null is missing.</summary>
    public double? New { get; init; }
}
