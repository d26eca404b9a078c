using System.Globalization;
using MiyagiSensing.Domain.Catalog;

namespace MiyagiSensing.Host.Catalog.Import;

/// <summary>Names the limits in which two definitions of a station differ.</summary>
internal static class LimitDifferences
{
    /// <summary>For people; null when their limits are the same.</summary>
    public static string? Of(StationDefinition inStore, StationDefinition inFiles)
    {
        var differences =
            from key in Keys(inStore).Union(Keys(inFiles)).Order()
            let pair = (Stored: Value(inStore, key), Files: Value(inFiles, key))
            where pair.Stored != pair.Files
            select $"{key.Metric} {key.Limit} is {Show(pair.Stored)}, in the files {Show(pair.Files)}";
        return string.Join("; ", differences) is { Length: > 0 } text ? text : null;
    }

    private static IEnumerable<(string Metric, string Limit)> Keys(StationDefinition station) =>
        from metric in station.Thresholds from limit in metric.Value.Keys select (metric.Key, limit);

    private static double? Value(StationDefinition station, (string Metric, string Limit) key) =>
        station.Thresholds.TryGetValue(key.Metric, out var limits) && limits.TryGetValue(key.Limit, out var value) ? value : null;

    private static string Show(double? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "none";
}
