namespace MiyagiSensing.Domain;

/// <summary>Calendar days in Japan (Asia/Tokyo), by which people count. Japan is nine hours ahead of UTC and has had no summer time since 1951.</summary>
public static class JapanDay
{
    /// <summary>What Japan is ahead of UTC.</summary>
    public static readonly TimeSpan Offset = TimeSpan.FromHours(9);

    /// <summary>The day of an instant.</summary>
    public static DateOnly Of(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Offset).DateTime);

    /// <summary>The day of an instant, Unix time in ms.</summary>
    public static DateOnly Of(long instant) => Of(DateTimeOffset.FromUnixTimeMilliseconds(instant));

    /// <summary>The instant at which a day begins, UTC; the day ends where the next one begins.</summary>
    public static DateTimeOffset StartOf(DateOnly day) => new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), Offset).ToUniversalTime();
}
