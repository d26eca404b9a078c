using MiyagiSensing.Domain.Fisheries;

namespace MiyagiSensing.Projections.Fisheries;

/// <summary>A district as lists show it.</summary>
/// <param name="District">The district.</param>
/// <param name="Stations">Ids of its stations.</param>
/// <param name="Species">How its species stand.</param>
/// <param name="RunningInitiatives">Initiatives that are declared as running on the day.</param>
/// <param name="LogsInThirtyDays">Entries of fishing logs for the 30 days up to the day.</param>
public sealed record DistrictOverview(
    DistrictDefinition District, IReadOnlyList<string> Stations, IReadOnlyList<SpeciesReport> Species, int RunningInitiatives, int LogsInThirtyDays);
