using MiyagiSensing.Domain.Catalog;

namespace MiyagiSensing.Domain.Fisheries;

/// <summary>One limit held against one sensor.</summary>
public sealed record LimitReading
{
    /// <summary>
    /// How old a value may be to tell how things are now. Chosen: buoys in Japan send every ten minutes or every hour, so three hours are two missed hourly readings and some delay.
    /// </summary>
    public static readonly TimeSpan FreshFor = TimeSpan.FromHours(3);

    /// <summary>The limit as it holds in the district.</summary>
    public required SpeciesLimit Limit { get; init; }

    /// <summary>Station id; null when no station of the district has a device.</summary>
    public string? Station { get; init; }

    /// <summary>Device id; null when the station has none that measures the metric.</summary>
    public string? Device { get; init; }

    /// <summary>Sensor id; null as <see cref="Device"/>.</summary>
    public string? Sensor { get; init; }

    /// <summary>The newest value, in the metric's unit, however old; null when there is none.</summary>
    public double? Value { get; init; }

    /// <summary>When it was measured, UTC; null when nothing was.</summary>
    public DateTimeOffset? MeasuredAt { get; init; }

    /// <summary>How old it is, s; null when there is none.</summary>
    public long? AgeSeconds { get; init; }

    /// <summary>Why the present state is not known: one of <see cref="UnknownReasons"/>; null when it is.</summary>
    public string? Unknown { get; init; }

    /// <summary>Whether the newest value reaches the limit, however old it is; null without a possible value.</summary>
    public bool? Reached { get; init; }

    /// <summary>How far the newest value is from the limit: 0 at it, negative beyond; null without a possible value.</summary>
    public double? Margin { get; init; }

    /// <summary>The first reading of the present run of readings at or beyond the limit, UTC; silence does not break a run. Null while it is not reached.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Holds a limit against a sensor's newest value.</summary>
    /// <param name="limit">The limit as it holds there.</param>
    /// <param name="metric">What is physically possible; null when the catalog does not know the metric.</param>
    /// <param name="newest">Null when nothing was ever measured.</param>
    /// <param name="station">Where.</param>
    /// <param name="now">Now, UTC.</param>
    public static LimitReading Of(SpeciesLimit limit, MetricDefinition? metric, NewestValue? newest, string station, DateTimeOffset now)
    {
        if (newest is not { } reading)
        {
            return new LimitReading { Limit = limit, Station = station, Unknown = UnknownReasons.NeverMeasured };
        }

        var isPossible = reading.Value is { } number && !(number < metric?.Minimum) && !(number > metric?.Maximum);
        var age = now - reading.MeasuredAt;
        return new LimitReading
        {
            Limit = limit,
            Station = station,
            Value = reading.Value,
            MeasuredAt = reading.MeasuredAt,
            AgeSeconds = (long)age.TotalSeconds,
            Unknown = reading.Value is null ? UnknownReasons.NoValue : !isPossible ? UnknownReasons.Impossible : age > FreshFor ? UnknownReasons.Old : null,
            Reached = isPossible ? limit.IsReachedBy(reading.Value!.Value) : null,
            Margin = isPossible ? limit.MarginOf(reading.Value!.Value) : null,
        };
    }
}
