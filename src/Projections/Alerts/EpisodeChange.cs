using System.Globalization;
using MiyagiSensing.Domain.Alerts;
using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Readings;

namespace MiyagiSensing.Projections.Alerts;

/// <summary>A step of an episode that a value has decided.</summary>
internal sealed record EpisodeChange(
    Watch Watch, string Episode, ReadingSource Source, string Metric, int Before, int After, double Value, DateTimeOffset MeasuredAt, long DecidedBy, string? Trace)
{
    /// <summary>True for the first step of an episode.</summary>
    public bool Raises => Before == ThresholdDecision.None;

    /// <summary>True for the last one.</summary>
    public bool Clears => After == ThresholdDecision.None;

    /// <summary>The level to show: the one reached, or for the last step the one left.</summary>
    public RuleLevel Level => Watch.Rule.Levels[Clears ? Before : After];

    private double Limit => Watch.Limits[Clears ? Before : After];

    /// <summary>The step as an event on <c>alert:{rule}:{subject}</c>.</summary>
    public NewEvent ToEvent(DateTimeOffset now) => new(
        Guid.CreateVersion7(now),
        $"alert:{Watch.Rule.Id}:{Watch.State.Subject}",
        ToData(),
        new EventHeaders("platform", Trace, DecidedBy.ToString(CultureInfo.InvariantCulture)));

    private IDomainEvent ToData()
    {
        var step = new EpisodeStep
        {
            Episode = Episode,
            Rule = Watch.Rule.Id,
            Subject = Watch.State.Subject,
            Station = Watch.Station.Id,
            Device = Source.Device,
            Sensor = Source.Sensor,
            Metric = Metric,
            Level = Level.Name,
            Severity = Level.Severity,
            Value = Value,
            Limit = double.IsNaN(Limit) ? null : Limit,
            MeasuredAt = MeasuredAt,
            DecidedBy = DecidedBy,
        };
        return (Raises, Clears, After > Before) switch
        {
            (true, _, _) => new EpisodeRaised(step),
            (_, true, _) => new EpisodeCleared(step),
            (_, _, true) => new EpisodeEscalated(step),
            _ => new EpisodeEased(step),
        };
    }
}
