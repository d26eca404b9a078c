namespace MiyagiSensing.Domain.Bridges;

/// <summary>
/// What the air's temperature does to a value, as a straight line. It is fitted to changes over an hour, or from one period to the next where periods are longer: the slope that leaves the least absolute rest (the median of
/// the ratios, weighted by the change of temperature). A step of the structure is in few of them and a slow drift hardly in any, so neither is taken for warmth, as a line through the values themselves would. What happened
/// over a gap counts for nothing: a settlement between two measurements would be taken for the warmth of the hours between.
/// </summary>
/// <param name="PerDegree">Change of the value for one degree, in its unit by °C.</param>
/// <param name="Reference">The temperature that values are converted to: the median, °C.</param>
/// <param name="Explained">Share of the changes' absolute size that goes away with it, 0 to 1.</param>
/// <param name="Pairs">Changes of the temperature that it rests on, at least <see cref="LeastPairs"/>.</param>
public sealed record TemperatureEffect(double PerDegree, double Reference, double Explained, int Pairs)
{
    /// <summary>Changes that are needed. Chosen: a month of days.</summary>
    public const int LeastPairs = 30;

    /// <summary>
    /// By how much the air has to warm up without a gap, and by how much to cool down, °C. Chosen: less is not told from noise. Both, because warmth comes back: what moved while it only got warmer may as well be a settlement.
    /// </summary>
    public const double LeastSwing = 5;

    /// <summary>Least time that a change takes. Chosen: in a minute the air changes by less than a thermometer resolves, and the noise of two values would be all that is seen.</summary>
    private static readonly TimeSpan LeastSpan = TimeSpan.FromHours(1);

    /// <summary>Fits the line; null when that can't be done.</summary>
    /// <param name="periods">Values with their temperature (°C), in order of time, each instant at most once.</param>
    /// <param name="because">Why not, for people; null with a line.</param>
    public static TemperatureEffect? Of(IReadOnlyList<(DateTimeOffset At, double Value, double Celsius)> periods, out string? because)
    {
        var changes = Changes(periods, Span(periods));
        var pairs = changes.Count(change => change.Celsius != 0);
        if (pairs < LeastPairs)
        {
            because = $"value and air temperature were followed over an hour, or from one period to the next, without a gap {pairs} times; {LeastPairs} are needed";
            return null;
        }

        var (rise, fall) = Swing(periods, Span(periods));
        if (Math.Min(rise, fall) < LeastSwing)
        {
            because = rise < LeastSwing && fall < LeastSwing ? $"the air warmed up and cooled down by less than {LeastSwing} °C without a gap"
                : $"the air {(rise < LeastSwing ? "warmed up" : "cooled down")} by less than {LeastSwing} °C without a gap, so that warmth can't be told from a movement";
            return null;
        }

        because = null;
        var slope = WeightedMedian(changes.Where(change => change.Celsius != 0).Select(change => (change.Value / change.Celsius, Math.Abs(change.Celsius))));
        var all = changes.Sum(change => Math.Abs(change.Value));
        var rest = changes.Sum(change => Math.Abs(change.Value - (slope * change.Celsius)));
        return new TemperatureEffect(slope, Medians.Of(periods.Select(period => period.Celsius)), all > 0 ? Math.Clamp(1 - (rest / all), 0, 1) : 0, pairs);
    }

    /// <summary>What the value would be at <see cref="Reference"/>.</summary>
    public double Compensate(double value, double celsius) => value - (PerDegree * (celsius - Reference));

    /// <summary>How long a change takes: the usual distance of two values, or <see cref="LeastSpan"/>; a distance of more than twice that is a gap.</summary>
    private static TimeSpan Span(IReadOnlyList<(DateTimeOffset At, double Value, double Celsius)> periods)
    {
        var usual = periods.Count < 2 ? TimeSpan.Zero : TimeSpan.FromTicks((long)Medians.Of(periods.Zip(periods.Skip(1), (first, next) => (double)(next.At - first.At).Ticks)));
        return usual > LeastSpan ? usual : LeastSpan;
    }

    /// <summary>From each value to the first one that is at least a span later, if it is not beyond a gap.</summary>
    private static List<(double Value, double Celsius)> Changes(IReadOnlyList<(DateTimeOffset At, double Value, double Celsius)> periods, TimeSpan span)
    {
        List<(double, double)> changes = [];
        var next = 0;
        foreach (var (at, value, celsius) in periods)
        {
            while (next < periods.Count && periods[next].At - at < span)
            {
                next++;
            }

            if (next < periods.Count && periods[next].At - at <= 2 * span)
            {
                changes.Add((periods[next].Value - value, periods[next].Celsius - celsius));
            }
        }

        return changes;
    }

    /// <summary>The greatest rise and the greatest fall of the temperature from any value to a later one without a gap between.</summary>
    private static (double Rise, double Fall) Swing(IReadOnlyList<(DateTimeOffset At, double Value, double Celsius)> periods, TimeSpan span)
    {
        var (rise, fall, low, high, last) = (0.0, 0.0, 0.0, 0.0, DateTimeOffset.MinValue);
        foreach (var (at, _, celsius) in periods)
        {
            (low, high) = last == DateTimeOffset.MinValue || at - last > 2 * span ? (celsius, celsius) : (Math.Min(low, celsius), Math.Max(high, celsius));
            (rise, fall, last) = (Math.Max(rise, celsius - low), Math.Max(fall, high - celsius), at);
        }

        return (rise, fall);
    }

    private static double WeightedMedian(IEnumerable<(double Value, double Weight)> values)
    {
        var sorted = values.OrderBy(pair => pair.Value).ToList();
        var half = sorted.Sum(pair => pair.Weight) / 2;
        var sum = 0.0;
        return sorted.First(pair => (sum += pair.Weight) >= half).Value;
    }
}
