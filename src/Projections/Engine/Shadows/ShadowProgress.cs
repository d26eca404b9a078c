namespace MiyagiSensing.Projections.Engine.Shadows;

/// <summary>How far a replay is.</summary>
/// <param name="Position">Position of the last event replayed.</param>
/// <param name="Target">The live projection's position.</param>
/// <param name="EventCount">Events replayed.</param>
/// <param name="Elapsed">Since its start.</param>
public sealed record ShadowProgress(long Position, long Target, long EventCount, TimeSpan Elapsed)
{
    /// <summary>Events replayed a second.</summary>
    public double EventsPerSecond => EventCount / Math.Max(Elapsed.TotalSeconds, 0.001);

    /// <summary>Time that the rest takes at the speed so far.</summary>
    public TimeSpan Remaining => Position == 0 ? TimeSpan.Zero : Elapsed * ((double)(Target - Position) / Position);
}
