namespace MiyagiSensing.Projections.Fisheries;

/// <summary>An initiative of a district as people declared it.</summary>
/// <param name="District">District id.</param>
/// <param name="Initiative">Initiative id within the district.</param>
/// <param name="Kind">What it consists of: <c>buoy</c> or <c>fishing-log</c>.</param>
/// <param name="State">On the day asked for: <c>planned</c>, <c>running</c>, <c>paused</c> or <c>ended</c>.</param>
/// <param name="HasEvidence">Whether its last start named any; one without does not count.</param>
/// <param name="Steps">Its steps in the order in which they were recorded, later days among them.</param>
public sealed record InitiativeOverview(string District, string Initiative, string Kind, string State, bool HasEvidence, IReadOnlyList<InitiativeEntry> Steps);
