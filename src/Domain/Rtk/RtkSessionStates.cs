namespace MiyagiSensing.Domain.Rtk;

/// <summary>Where a session stands. Stored and shown: never changed.</summary>
public static class RtkSessionStates
{
    /// <summary>It may go on.</summary>
    public const string Open = "open";

    /// <summary>The caster said that it ended.</summary>
    public const string Ended = "ended";

    /// <summary>It never ended; the platform closed it after <see cref="RtkSessionFold.Silence"/> without a word.</summary>
    public const string TimedOut = "timed_out";

    /// <summary>It never ended; the caster gave its id to another session.</summary>
    public const string Replaced = "replaced";
}
