using MiyagiSensing.Domain.Events;

namespace MiyagiSensing.Gateway.Sessions;

/// <summary>A device that has come or gone.</summary>
/// <param name="Device">Device id.</param>
/// <param name="At">When, UTC, by our clock.</param>
/// <param name="Fact">The event to store.</param>
internal sealed record PresenceChange(string Device, DateTimeOffset At, IDomainEvent Fact);
