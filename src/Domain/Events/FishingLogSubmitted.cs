using MiyagiSensing.Domain.Fisheries;

namespace MiyagiSensing.Domain.Events;

/// <summary>A digital fishing log was handed in. Stream <c>district:{id}</c>.</summary>
/// <param name="District">District id.</param>
/// <param name="Log">Id of the entry, unique over all districts; the same entry handed in again has the same id and is stored once.</param>
/// <param name="Record">What it says.</param>
public sealed record FishingLogSubmitted(string District, string Log, FishingLogRecord Record) : IDomainEvent;
