namespace MiyagiSensing.Simulators.Run;

/// <summary>The devices' clock: runs faster than time from an origin on, in step with the platform's replay clock.</summary>
/// <param name="origin">What it shows when it is made, UTC.</param>
/// <param name="speed">Seconds for each real second.</param>
/// <param name="real">The real clock.</param>
public sealed class SimulatedClock(DateTimeOffset origin, double speed, TimeProvider real)
{
    private readonly long _began = real.GetTimestamp();

    /// <summary>The simulated instant, UTC.</summary>
    public DateTimeOffset Now => origin + (real.GetElapsedTime(_began) * speed);

    /// <summary>Where the clock began, UTC.</summary>
    public DateTimeOffset Origin => origin;
}
