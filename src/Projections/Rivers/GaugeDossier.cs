using MiyagiSensing.Projections.Stations;

namespace MiyagiSensing.Projections.Rivers;

/// <summary>A river gauge with what belongs to it.</summary>
/// <param name="Overview">Where it stands.</param>
/// <param name="ThresholdChanges">How its limits have changed, in the order in which that was recorded; what the catalog says of earlier ones stands with the station.</param>
/// <param name="Pairs">The gauge with its neighbours up and down the river.</param>
public sealed record GaugeDossier(GaugeOverview Overview, IReadOnlyList<ThresholdChange> ThresholdChanges, IReadOnlyList<PairCondition> Pairs);
