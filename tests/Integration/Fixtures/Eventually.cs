namespace MiyagiSensing.Integration.Fixtures;

/// <summary>Waiting by asking again, with a deadline. Tests have no other way to let time pass.</summary>
public static class Eventually
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <summary>The deadline when none is given: generous, since a loaded machine is slow and a test that passes never waits it out.</summary>
    public static readonly TimeSpan DefaultDeadline = TimeSpan.FromSeconds(60);

    /// <summary>Returns when <paramref name="condition"/> holds; asks every 50 ms.</summary>
    /// <param name="what">What is waited for, completing "not in time: …".</param>
    /// <param name="condition">Asked again and again; its exceptions end the wait.</param>
    /// <param name="cancellationToken">The test's.</param>
    /// <param name="deadline">Null means <see cref="DefaultDeadline"/>.</param>
    /// <param name="found">What was found instead, for the message.</param>
    /// <exception cref="TimeoutException">The deadline passed.</exception>
    public static async Task HoldsAsync(
        string what, Func<Task<bool>> condition, CancellationToken cancellationToken, TimeSpan? deadline = null, Func<string>? found = null)
    {
        var started = TimeProvider.System.GetTimestamp();
        using var timer = new PeriodicTimer(Interval, TimeProvider.System);
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(started) > (deadline ?? DefaultDeadline))
            {
                throw new TimeoutException($"Not in time: {what}. {found?.Invoke()}");
            }

            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }

    /// <summary>As above, for a condition that is known at once.</summary>
    public static Task HoldsAsync(string what, Func<bool> condition, CancellationToken cancellationToken, TimeSpan? deadline = null) =>
        HoldsAsync(what, () => Task.FromResult(condition()), cancellationToken, deadline);

    /// <summary>Lets an outage last: the promise is about its length, so nothing but the clock can end it.</summary>
    public static Task LastsAsync(TimeSpan length, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        return HoldsAsync(
            "the outage's end", () => TimeProvider.System.GetElapsedTime(started) >= length, cancellationToken, length + DefaultDeadline);
    }
}
