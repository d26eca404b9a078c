using MiyagiSensing.Domain.Events;

namespace MiyagiSensing.Projections.Engine.Audit;

/// <summary>An event of the journal, for an audit.</summary>
/// <param name="Position">Its position.</param>
/// <param name="Type">Its stored type name.</param>
/// <param name="RecordedAt">When it was stored.</param>
/// <param name="Data">The event; null when this build can't read it.</param>
internal readonly record struct AuditedEvent(long Position, string Type, DateTimeOffset RecordedAt, IDomainEvent? Data);
