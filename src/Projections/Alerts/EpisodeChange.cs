using System.Globalization;
using MiyagiSensing.Domain.Alerts;
using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Events;

namespace MiyagiSensing.Projections.Alerts;

/// <summary>Something that is to be told of an episode: a step, or how it stands after late readings.</summary>
/// <param name="Watch">The rule on its series.</param>
/// <param name="Series">The series.</param>
/// <param name="Station">Where the device stood.</param>
/// <param name="Episode">The episode.</param>
/// <param name="Since">Steps after it are replaced, Unix time in ms; null when steps are added.</param>
/// <param name="Steps">The steps; exactly one when it is added.</param>
/// <param name="DecidedBy">Position of the event that decided.</param>
/// <param name="Trace">Trace id of it.</param>
internal sealed record EpisodeChange(
    Watch Watch, WatchedSeries Series, StationDefinition Station, string Episode, long? Since, IReadOnlyList<LevelStep> Steps, long DecidedBy, string? Trace)
{
    /// <summary>It as an event on <c>alert:{rule}:{subject}</c>.</summary>
    public NewEvent ToEvent(DateTimeOffset now) => new(
        Guid.CreateVersion7(now), $"alert:{Watch.Rule.Id}:{Series.Subject}", ToData(), new EventHeaders("platform", Trace, DecidedBy.ToString(CultureInfo.InvariantCulture)));

    /// <summary>A step as people are told of it.</summary>
    public RestatedStep Tell(LevelStep step)
    {
        var level = Watch.Rule.Levels[LevelOf(step)];
        return new RestatedStep(
            KindOf(step), Instant(step.At), level.Name, level.Severity, step.Sample.Value, Instant(step.Sample.At), step.Unstable);
    }

    /// <summary>The level that a step is about: the one reached, or the one left.</summary>
    public int LevelOf(LevelStep step) => step switch
    {
        { After: >= 0 } => step.After,
        { Before: >= 0 } => step.Before,
        _ => Math.Max(0, Reached(step)),
    };

    private IDomainEvent ToData() => Since is { } since
        ? new EpisodeRestated
        {
            Episode = Episode,
            Rule = Watch.Rule.Id,
            Subject = Series.Subject,
            Station = Station.Id,
            Since = Instant(since),
            Steps = [.. Steps.Select(Tell)],
            DecidedBy = DecidedBy,
        }
        : ToStep(Steps[0]);

    private IDomainEvent ToStep(LevelStep step)
    {
        var level = Watch.Rule.Levels[LevelOf(step)];
        var limit = Watch.Limits(step.Sample.At).Limits[LevelOf(step)];
        var data = new EpisodeStep
        {
            Episode = Episode,
            Rule = Watch.Rule.Id,
            Subject = Series.Subject,
            Station = Station.Id,
            Device = Series.Source.Device,
            Sensor = Series.Source.Sensor,
            Metric = Series.Metric,
            Level = level.Name,
            Severity = level.Severity,
            Value = step.Sample.Value,
            Limit = double.IsNaN(limit) ? null : limit,
            MeasuredAt = Instant(step.Sample.At),
            At = step.At == step.Sample.At ? null : Instant(step.At),
            Unstable = step.Unstable,
            DecidedBy = DecidedBy,
        };
        return KindOf(step) switch
        {
            "pending" => new EpisodePending(data),
            "lapsed" => new EpisodeLapsed(data),
            "raised" => new EpisodeRaised(data),
            "cleared" => new EpisodeCleared(data),
            "escalated" => new EpisodeEscalated(data),
            _ => new EpisodeEased(data),
        };
    }

    private static string KindOf(LevelStep step) => step switch
    {
        { After: LevelStep.Pending } => "pending",
        { Raises: true } => "raised",
        { Ends: true, Before: LevelStep.Pending } => "lapsed",
        { Ends: true } => "cleared",
        _ => step.After > step.Before ? "escalated" : "eased",
    };

    private int Reached(LevelStep step)
    {
        var rule = Watch.Limits(step.Sample.At);
        for (var level = rule.Limits.Count - 1; level >= 0; level--)
        {
            if ((step.Sample.Value - rule.Limits[level]) * (rule.Above ? 1 : -1) >= 0)
            {
                return level;
            }
        }

        return LevelStep.None;
    }

    private static DateTimeOffset Instant(long at) => DateTimeOffset.FromUnixTimeMilliseconds(at);
}
