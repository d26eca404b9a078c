using MiyagiSensing.Domain.Fisheries;

namespace MiyagiSensing.Projections.Fisheries;

/// <summary>When the outlook of a sensor's daily means reaches a limit.</summary>
/// <param name="Limit">The limit as it holds in the district.</param>
/// <param name="Station">Station id.</param>
/// <param name="Sensor">Sensor id.</param>
/// <param name="PossibleOn">The first day on which the band reaches it.</param>
/// <param name="ExpectedOn">The first day on which the mean reaches it; null when only the band does.</param>
public sealed record OutlookReach(SpeciesLimit Limit, string Station, string Sensor, DateOnly PossibleOn, DateOnly? ExpectedOn);
