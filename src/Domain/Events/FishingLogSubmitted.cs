using MiyagiSensing.Domain.Fisheries;

namespace MiyagiSensing.Domain.Events;

/// <summary>A digital fishing log was handed in. Stream <c>fishing-log:{log}</c>: each entry has one of its own, so that the store refuses the second of two.</summary>
/// <param name="District">District id.</param>
/// <param name="Log">Id of the entry, unique over all districts; the same entry handed in again has the same id and is stored once.</param>
/// <param name="Record">What it says.</param>
public sealed record FishingLogSubmitted(string District, string Log, FishingLogRecord Record) : IDomainEvent;
