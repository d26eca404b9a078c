namespace MiyagiSensing.EventStore;

/// <summary>How long to wait before the next try of something that failed.</summary>
internal static class Backoff
{
    /// <summary>100 ms, doubled with each attempt, at most 2 s. Chosen: a database that comes back is found within two seconds, and one that is down is not hammered.</summary>
    public static TimeSpan After(int attempt) => TimeSpan.FromMilliseconds(100 * Math.Min(1 << Math.Min(attempt, 10), 20));
}
