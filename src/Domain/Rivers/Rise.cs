namespace MiyagiSensing.Domain.Rivers;

/// <summary>How much a level has risen over a stretch of time.</summary>
/// <param name="Metres">The newest level less the oldest of the stretch; negative when it fell.</param>
/// <param name="Over">The time between the two, at most what was asked for.</param>
public sealed record Rise(double Metres, TimeSpan Over)
{
    /// <summary>The rise up to the newest reading; null with fewer than two readings in the stretch.</summary>
    /// <param name="readings">Oldest first.</param>
    /// <param name="over">How far back to look from the newest reading.</param>
    public static Rise? Of(IReadOnlyList<LevelReading> readings, TimeSpan over)
    {
        if (readings.Count < 2)
        {
            return null;
        }

        var newest = readings[^1];
        var oldest = readings.First(reading => newest.MeasuredAt - reading.MeasuredAt <= over);
        return oldest == newest ? null : new Rise(newest.Metres - oldest.Metres, newest.MeasuredAt - oldest.MeasuredAt);
    }
}
