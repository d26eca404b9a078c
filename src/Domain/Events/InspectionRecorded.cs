using MiyagiSensing.Domain.Bridges;

namespace MiyagiSensing.Domain.Events;

/// <summary>A bridge was inspected. Stream <c>bridge:{id}</c>.</summary>
/// <param name="Bridge">Bridge id.</param>
/// <param name="Inspection">Id of the inspection, unique over all bridges.</param>
/// <param name="Record">What was done and found.</param>
public sealed record InspectionRecorded(string Bridge, string Inspection, InspectionRecord Record) : IDomainEvent;
