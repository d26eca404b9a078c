namespace MiyagiSensing.Host.Configuration;

/// <summary>
/// A clock for demo and replay: it begins at an origin and runs faster than time. Only "now" is made up; timers and durations stay real, since sockets and
/// disks are.
/// </summary>
/// <param name="origin">What "now" is at <paramref name="started"/>, UTC.</param>
/// <param name="speed">Seconds of this clock for each real second, above 0.</param>
/// <param name="started">The real instant that the origin stands for.</param>
/// <param name="real">The real clock.</param>
internal sealed class ReplayTimeProvider(DateTimeOffset origin, double speed, DateTimeOffset started, TimeProvider real) : TimeProvider
{
    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => origin + ((real.GetUtcNow() - started) * speed);
}
