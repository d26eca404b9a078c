using MiyagiSensing.Domain;

namespace MiyagiSensing.Projections.RtkUsage;

/// <summary>Reads what rovers did. Rows are a second old at the most.</summary>
public interface IRtkUsageQueries
{
    /// <summary>The periods that begin from that of <paramref name="from"/> on and before <paramref name="to"/> and have any use, in order of time and group.</summary>
    Task<IReadOnlyList<RtkUsageFigures>> UsageAsync(
        JapanPeriod period, DateTimeOffset from, DateTimeOffset to, RtkUsageGrouping grouping, string? station, string? municipality, CancellationToken cancellationToken);

    /// <summary>Sessions that touch a range, newest first.</summary>
    /// <param name="from">Begin, UTC.</param>
    /// <param name="to">End, UTC, exclusive.</param>
    /// <param name="station">Only those at a station; null for all.</param>
    /// <param name="user">Only those of a pseudonym; null for all.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyList<RtkSessionRow>> SessionsAsync(DateTimeOffset from, DateTimeOffset to, string? station, string? user, int limit, CancellationToken cancellationToken);

    /// <summary>Registered ids on a day.</summary>
    /// <param name="day">The day in Japan.</param>
    /// <param name="knownOn">Only what was recorded by the end of this day; null for all that is known.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<RtkIdCount> IdsAsync(DateOnly day, DateOnly? knownOn, CancellationToken cancellationToken);

    /// <summary>Availability of base stations by period, in order of station and time; periods before a station's first reading are not among them.</summary>
    Task<IReadOnlyList<StationAvailability>> AvailabilityAsync(
        IEnumerable<string> stations, JapanPeriod period, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);
}
