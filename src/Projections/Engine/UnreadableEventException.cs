using MiyagiSensing.Domain.Events;

namespace MiyagiSensing.Projections.Engine;

/// <summary>A stored event whose JSON does not fit its type, and that a projection needs.</summary>
internal sealed class UnreadableEventException(RecordedEvent item) : InvalidOperationException($"its stored JSON can't be read as {item.Type}: {item.Fault}");
