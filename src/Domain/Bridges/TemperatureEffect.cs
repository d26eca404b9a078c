namespace MiyagiSensing.Domain.Bridges;

/// <summary>
/// What the air's temperature does to a value, as a straight line. It is fitted to changes from one period to the next: the slope that leaves the least absolute rest (the median of the ratios, weighted by the change of
/// temperature). So neither a step of the structure nor a slow drift that happens to go along with the season is taken for warmth, as a line through the values themselves would.
/// </summary>
/// <param name="PerDegree">Change of the value for one degree, in its unit by °C.</param>
/// <param name="Reference">The temperature that values are converted to: the median, °C.</param>
/// <param name="Explained">Share of the changes' absolute size that goes away with it, 0 to 1.</param>
/// <param name="Pairs">Changes that it rests on, at least <see cref="LeastPairs"/>.</param>
public sealed record TemperatureEffect(double PerDegree, double Reference, double Explained, int Pairs)
{
    /// <summary>Changes below which no line is fitted. Chosen: a month of days.</summary>
    public const int LeastPairs = 30;

    /// <summary>Range of temperature below which no line is fitted, °C. Chosen: less is not told from noise.</summary>
    public const double LeastRange = 5;

    /// <summary>Fits the line; null when there are too few changes, or the temperature hardly moved.</summary>
    /// <param name="periods">Values with their temperature (°C), in order of time.</param>
    public static TemperatureEffect? Of(IReadOnlyList<(double Value, double Celsius)> periods)
    {
        if (periods.Count <= LeastPairs || periods.Max(period => period.Celsius) - periods.Min(period => period.Celsius) < LeastRange)
        {
            return null;
        }

        var changes = periods.Zip(periods.Skip(1), (first, next) => (Value: next.Value - first.Value, Celsius: next.Celsius - first.Celsius)).ToList();
        var slope = WeightedMedian(changes.Where(change => change.Celsius != 0).Select(change => (change.Value / change.Celsius, Math.Abs(change.Celsius))));
        var all = changes.Sum(change => Math.Abs(change.Value));
        var rest = changes.Sum(change => Math.Abs(change.Value - (slope * change.Celsius)));
        return new TemperatureEffect(slope, Medians.Of(periods.Select(period => period.Celsius)), all > 0 ? Math.Clamp(1 - (rest / all), 0, 1) : 0, changes.Count);
    }

    /// <summary>What the value would be at <see cref="Reference"/>.</summary>
    public double Compensate(double value, double celsius) => value - (PerDegree * (celsius - Reference));

    private static double WeightedMedian(IEnumerable<(double Value, double Weight)> values)
    {
        var sorted = values.OrderBy(pair => pair.Value).ToList();
        var half = sorted.Sum(pair => pair.Weight) / 2;
        var sum = 0.0;
        return sorted.First(pair => (sum += pair.Weight) >= half).Value;
    }
}
