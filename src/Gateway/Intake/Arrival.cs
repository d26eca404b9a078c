using MiyagiSensing.Domain.Events;
using MiyagiSensing.Gateway.Sessions;
using MiyagiSensing.Gateway.Topics;

namespace MiyagiSensing.Gateway.Intake;

/// <summary>Where, when and from whom a message came.</summary>
/// <param name="Session">Whose it is.</param>
/// <param name="Kind">What it says.</param>
/// <param name="Topic">Topic name as received.</param>
/// <param name="At">Our clock, UTC, whole milliseconds.</param>
/// <param name="TraceId">W3C trace id; null when nothing is traced.</param>
internal readonly record struct Arrival(DeviceSession Session, TopicKind Kind, string Topic, DateTimeOffset At, string? TraceId)
{
    /// <summary>A fact that this message brought, not yet stored.</summary>
    public NewEvent NewEvent(string stream, IDomainEvent data) => new(Guid.CreateVersion7(At), stream, data, new EventHeaders(Session.Actor, TraceId));
}
