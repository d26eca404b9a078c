using MiyagiSensing.Domain.Alerts;
using MiyagiSensing.Domain.Readings;

namespace MiyagiSensing.Projections.Alerts;

/// <summary>Where one rule stands with one series; one row of <c>miyagi.alert_states</c>.</summary>
/// <param name="Rule">Rule id.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Source">The sensor.</param>
/// <param name="Metric">Metric name.</param>
/// <param name="Level">The level when the settled stretch ended.</param>
/// <param name="Episode">The episode that was open then.</param>
/// <param name="Until">When it ended, Unix time in ms.</param>
/// <param name="Memory">The rest of what the fold must know.</param>
internal sealed record AlertState(string Rule, string Subject, ReadingSource Source, string Metric, int Level, string? Episode, long Until, AlertMemory Memory)
{
    public static AlertState Of(WatchedSeries series, Watch watch) => new(
        watch.Rule.Id, series.Subject, series.Source, series.Metric, watch.Timeline.Settled.Level, watch.Timeline.SettledEpisode, watch.Timeline.SettledUntil, AlertMemory.Of(watch.Timeline));

    /// <summary>Begins a timeline where this one was.</summary>
    /// <param name="timeline">The timeline.</param>
    /// <param name="level">Index of the level in the rule as it is now.</param>
    public void Restore(LevelTimeline timeline, int level) => timeline.Restore(Memory.ToState(level), Until, Episode, Memory.Told.Select(step => step.ToStep()), Memory.Episodes);
}
