using MiyagiSensing.Domain.Catalog;

namespace MiyagiSensing.Projections.Alerts;

/// <summary>One rule on one series, with the limits that hold at its station.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Station">The station that the device stands at.</param>
/// <param name="Limits">A limit for each level; NaN where the station has none.</param>
/// <param name="Metric">The metric's definition; null when the catalog does not know it.</param>
/// <param name="State">Where the rule stands with the series.</param>
internal sealed record Watch(RuleDefinition Rule, StationDefinition Station, double[] Limits, MetricDefinition? Metric, AlertState State)
{
    /// <summary>True when the value is physically possible; others are a matter of quality and raise no alert.</summary>
    public bool IsPlausible(double value) => !(value < Metric?.Minimum) && !(value > Metric?.Maximum);
}
