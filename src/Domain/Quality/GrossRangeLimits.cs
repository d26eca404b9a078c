namespace MiyagiSensing.Domain.Quality;

/// <summary>Limits of <see cref="GrossRange"/>, in the metric's unit, all inclusive.</summary>
public sealed record GrossRangeLimits
{
    /// <summary>Least value that sensor and nature can give; below it: fail (T_SENSOR_MIN).</summary>
    public required double SensorMinimum { get; init; }

    /// <summary>Greatest value that they can give; above it: fail (T_SENSOR_MAX).</summary>
    public required double SensorMaximum { get; init; }

    /// <summary>Least value that the operator expects; below it: suspect (T_USER_MIN). Null: not judged.</summary>
    public double? UserMinimum { get; init; }

    /// <summary>Greatest value that the operator expects; above it: suspect (T_USER_MAX). Null: not judged.</summary>
    public double? UserMaximum { get; init; }

    /// <summary>Where the figures come from.</summary>
    public required string Source { get; init; }
}
