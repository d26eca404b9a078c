using MiyagiSensing.Domain.Events;

namespace MiyagiSensing.Domain.Catalog;

/// <summary>A station's own limits as they held at an instant. Pure.</summary>
public static class StationThresholds
{
    /// <summary>
    /// The station with the limits of an instant. Of the changes that hold by then the newest counts (of two from the same instant the one recorded later); before the first, what the catalog says, with what it says of earlier limits.
    /// </summary>
    /// <param name="station">The station as the catalog defines it.</param>
    /// <param name="changes">Its changes, in the order in which they were recorded.</param>
    /// <param name="at">The instant.</param>
    public static StationDefinition At(StationDefinition station, IReadOnlyList<ThresholdChanged> changes, DateTimeOffset at)
    {
        if (changes.Count == 0 && station.EarlierThresholds.Count == 0)
        {
            return station;
        }

        var limits = station.Thresholds.ToDictionary(metric => metric.Key, metric => metric.Value.ToDictionary());
        // The one that ended first after the instant held at it, so it is written last.
        foreach (var earlier in station.EarlierThresholds.Where(earlier => earlier.Until > at).OrderByDescending(earlier => earlier.Until))
        {
            Set(limits, earlier.Metric, earlier.Limit, earlier.Value);
        }

        foreach (var change in changes.Where(change => change.From <= at).OrderBy(change => change.From))
        {
            Set(limits, change.Metric, change.Limit, change.Value);
        }

        return station with { Thresholds = limits.ToDictionary(metric => metric.Key, IReadOnlyDictionary<string, double> (metric) => metric.Value) };
    }

    private static void Set(Dictionary<string, Dictionary<string, double>> limits, string metric, string limit, double? value)
    {
        if (!limits.TryGetValue(metric, out var named))
        {
            limits.Add(metric, named = []);
        }

        if (value is { } number)
        {
            named[limit] = number;
        }
        else
        {
            named.Remove(limit);
        }
    }
}
