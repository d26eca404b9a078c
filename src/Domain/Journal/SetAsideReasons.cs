namespace MiyagiSensing.Domain.Journal;

/// <summary>Why a reading was set aside. Stored names: never changed.</summary>
public static class SetAsideReasons
{
    /// <summary>Measured more than five minutes ahead of our clock.</summary>
    public const string Future = "future";

    /// <summary>Measured more than five minutes ahead, by nine hours give or take five minutes: Japan time sent as UTC.</summary>
    public const string JapanTimeAsUtc = "japan_time_as_utc";

    /// <summary>Measured before 2000: a clock that was never set, or counts from boot.</summary>
    public const string ClockNotSet = "clock_not_set";

    /// <summary>Measured longer ago than readings are kept.</summary>
    public const string TooOld = "too_old";

    /// <summary>Another value is already stored for the same sensor, metric and instant; the first one counts.</summary>
    public const string Conflict = "conflict";
}
