namespace MiyagiSensing.Domain.Alerts;

/// <summary>Which level of a threshold rule a value stands at. Pure: the same values in the same order give the same levels.</summary>
public static class ThresholdDecision
{
    /// <summary>No level is reached.</summary>
    public const int None = -1;

    /// <summary>Decimal limits have no exact binary form: 9.45 - 0.05 is a little less than 9.40. Far below what any sensor resolves.</summary>
    private const double Rounding = 1e-9;

    /// <summary>The level after a value.</summary>
    /// <param name="limits">One limit for each level, mildest first, in the metric's unit; <see cref="double.NaN"/> for a level that the station does not have.</param>
    /// <param name="above">True: a level is reached at or above its limit; false: at or below.</param>
    /// <param name="hysteresis">How far a value must come back behind a level's limit to leave it, 0 or more.</param>
    /// <param name="current">The level before the value, or <see cref="None"/>.</param>
    /// <param name="value">The value; <see cref="double.NaN"/> (missing) changes nothing, since absence never clears an alert.</param>
    /// <returns>The index of the level now, or <see cref="None"/>. A rise over several levels goes to the highest at once.</returns>
    public static int Decide(ReadOnlySpan<double> limits, bool above, double hysteresis, int current, double value)
    {
        if (double.IsNaN(value))
        {
            return current;
        }

        var sign = above ? 1 : -1;
        for (var level = limits.Length - 1; level >= 0; level--)
        {
            var distance = sign * (value - limits[level]);
            if (distance >= 0 || (level <= current && distance > Rounding - hysteresis))
            {
                return level;
            }
        }

        return None;
    }
}
