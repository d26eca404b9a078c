namespace MiyagiSensing.Domain.Fisheries;

/// <summary>One step in the life of an initiative.</summary>
/// <param name="Step"><see cref="InitiativeStates.Running"/>, <see cref="InitiativeStates.Paused"/> or <see cref="InitiativeStates.Ended"/>: what it became.</param>
/// <param name="On">From this day in Japan on.</param>
public readonly record struct InitiativeStep(string Step, DateOnly On);
