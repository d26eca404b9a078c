namespace MiyagiSensing.Domain.Events;

/// <summary>A bridge was repaired. Stream <c>bridge:{id}</c>.</summary>
/// <param name="Bridge">Bridge id.</param>
/// <param name="Repair">Id of the repair, unique over all bridges.</param>
/// <param name="Date">The day it was finished, in Japan.</param>
/// <param name="By">Person or firm.</param>
/// <param name="Parts">Groups of parts, of <see cref="Bridges.InspectionWords.Parts"/>; at least one.</param>
/// <param name="Work">What was done, in words.</param>
/// <param name="Inspection">The inspection that asked for it; null when none did.</param>
public sealed record RepairRecorded(string Bridge, string Repair, DateOnly Date, string By, IReadOnlyList<string> Parts, string Work, string? Inspection = null) : IDomainEvent;
