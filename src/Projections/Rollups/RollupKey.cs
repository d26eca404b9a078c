namespace MiyagiSensing.Projections.Rollups;

/// <summary>The hours that rows are kept by: Japan's, which begin at the same instants as everybody's.</summary>
internal static class RollupKey
{
    private const long HourMilliseconds = 3_600_000;
    private const int JapanAhead = 9;

    private static readonly int Epoch = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    /// <summary>Number of the hour that holds an instant (Unix time in ms); it grows with time.</summary>
    public static long HourOf(long instant) => Math.DivRem(instant, HourMilliseconds, out var rest) - (rest < 0 ? 1 : 0);

    /// <summary>Number of the hour that holds an instant.</summary>
    public static long HourOf(DateTimeOffset instant) => HourOf(instant.ToUnixTimeMilliseconds());

    /// <summary>When an hour begins, UTC.</summary>
    public static DateTimeOffset StartOf(long hour) => DateTimeOffset.FromUnixTimeMilliseconds(hour * HourMilliseconds);

    /// <summary>Japan's day of an hour.</summary>
    public static DateOnly DayOf(long hour) => DateOnly.FromDayNumber(Epoch + (int)Math.Floor((hour + JapanAhead) / 24.0));

    /// <summary>The hour of Japan's day, 0 to 23.</summary>
    public static short HourOfDay(long hour) => (short)((((hour + JapanAhead) % 24) + 24) % 24);

    /// <summary>Number of the hour of a day in Japan.</summary>
    public static long HourOf(DateOnly day, int hourOfDay) => ((long)(day.DayNumber - Epoch) * 24) + hourOfDay - JapanAhead;
}
