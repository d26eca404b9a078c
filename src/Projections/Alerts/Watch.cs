using MiyagiSensing.Domain.Alerts;
using MiyagiSensing.Domain.Catalog;

namespace MiyagiSensing.Projections.Alerts;

/// <summary>A rule on a series.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Metric">The metric's definition; null when the catalog does not know it.</param>
/// <param name="Limits">The rule's limits as they hold at the device's station at an instant, Unix time in ms.</param>
/// <param name="DependsOnInstant">True when they are not the same at every instant.</param>
/// <param name="Series">What became of it.</param>
internal sealed record Watch(RuleDefinition Rule, MetricDefinition? Metric, Func<long, LevelRule> Limits, bool DependsOnInstant, SeriesRule Series)
{
    /// <summary>The rule's own timeline.</summary>
    public LevelTimeline Timeline => Series.Timeline;
}
