namespace MiyagiSensing.Projections.SeriesHistory;

/// <summary>The UTC days that rows are kept by.</summary>
internal static class HistoryDay
{
    private const long DayMilliseconds = 86_400_000;

    private static readonly int Epoch = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    /// <summary>The day of an instant, Unix time in ms.</summary>
    public static DateOnly Of(long instant) => DateOnly.FromDayNumber(Epoch + (int)Math.Floor((double)instant / DayMilliseconds));

    /// <summary>The instant at which a day ends, Unix time in ms.</summary>
    public static long EndOf(DateOnly day) => (day.DayNumber - Epoch + 1) * DayMilliseconds;
}
