using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Rivers;

namespace MiyagiSensing.Projections.Rivers;

/// <summary>One gauge of a pair.</summary>
/// <param name="Station">Station id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Condition">What is known of its level.</param>
/// <param name="Rise">How much it has risen over the last hours; null when not known.</param>
public sealed record PairEnd(string Station, LocalText Name, GaugeCondition Condition, Rise? Rise);
