using MiyagiSensing.Domain.Bridges;

namespace MiyagiSensing.Domain.Events;

/// <summary>A repair was recorded wrongly. What stood before stays readable. Stream <c>bridge:{id}</c>.</summary>
/// <param name="Bridge">Bridge id.</param>
/// <param name="Repair">Id of the repair.</param>
/// <param name="Reason">Why, in words.</param>
/// <param name="Record">What holds instead, whole; null when there was no such repair.</param>
public sealed record RepairCorrected(string Bridge, string Repair, string Reason, RepairRecord? Record = null) : IDomainEvent;
