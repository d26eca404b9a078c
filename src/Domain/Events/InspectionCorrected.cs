using MiyagiSensing.Domain.Bridges;

namespace MiyagiSensing.Domain.Events;

/// <summary>An inspection was recorded wrongly. What stood before stays readable. Stream <c>bridge:{id}</c>.</summary>
/// <param name="Bridge">Bridge id.</param>
/// <param name="Inspection">Id of the inspection.</param>
/// <param name="Reason">Why, in words.</param>
/// <param name="Record">What holds instead, whole; null when there was no such inspection.</param>
public sealed record InspectionCorrected(string Bridge, string Inspection, string Reason, InspectionRecord? Record = null) : IDomainEvent;
