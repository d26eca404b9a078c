namespace MiyagiSensing.Gateway.Access;

/// <summary>Something a client wanted and was not given.</summary>
/// <param name="At">When, UTC, by our clock.</param>
/// <param name="Reason">Why.</param>
/// <param name="Device">Device id as claimed (CONNECT) or proven (otherwise); null when the claim was no id at all, since people type secrets into the wrong field.</param>
/// <param name="Address">Where the client connected from; null when not known.</param>
/// <param name="Topic">Topic or filter, cut to 200 characters; null when it was not about one.</param>
public sealed record Refusal(DateTimeOffset At, RefusalReason Reason, string? Device, string? Address, string? Topic);
