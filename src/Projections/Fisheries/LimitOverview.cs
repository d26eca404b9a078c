using MiyagiSensing.Domain.Fisheries;

namespace MiyagiSensing.Projections.Fisheries;

/// <summary>A limit as the catalog has it, as it holds, and all that was changed of it.</summary>
/// <param name="Catalog">As the catalog has it.</param>
/// <param name="Holding">As it holds in the district that was asked for, or in those without a change of their own; null when it is off.</param>
/// <param name="Changes">All changes of it, for all districts and for single ones, newest first.</param>
public sealed record LimitOverview(SpeciesLimit Catalog, SpeciesLimit? Holding, IReadOnlyList<LimitChange> Changes);
