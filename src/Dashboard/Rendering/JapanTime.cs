using System.Globalization;

namespace MiyagiSensing.Dashboard.Rendering;

/// <summary>Instants as Japan's clocks show them. Japan has had no summer time since 1951, so the offset is nine hours and needs no time zone data.</summary>
internal static class JapanTime
{
    public static readonly TimeSpan Offset = TimeSpan.FromHours(9);

    /// <summary><c>2026-11-21 18:45 JST</c>.</summary>
    public static string Full(DateTimeOffset at) => at.ToOffset(Offset).ToString("yyyy-MM-dd HH:mm 'JST'", CultureInfo.InvariantCulture);

    /// <summary><c>11-21 18:45</c>, for columns whose head names the zone; with the year when it is not the year of <paramref name="now"/>.</summary>
    public static string Short(DateTimeOffset at, DateTimeOffset now) =>
        at.ToOffset(Offset).ToString(at.ToOffset(Offset).Year == now.ToOffset(Offset).Year ? "MM-dd HH:mm" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>ISO 8601 in UTC with milliseconds, for attributes that scripts read.</summary>
    public static string Machine(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
