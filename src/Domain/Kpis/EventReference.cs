using MiyagiSensing.Domain.Events;

namespace MiyagiSensing.Domain.Kpis;

/// <summary>Where an event stands, who recorded it and when.</summary>
/// <param name="Stream">Stream id.</param>
/// <param name="Version">Version within the stream, from 1.</param>
/// <param name="Position">Position in the store, from 1.</param>
/// <param name="Type">Stored type name.</param>
/// <param name="RecordedAt">When it was stored, UTC.</param>
/// <param name="Actor">Who, as in the event's header.</param>
public sealed record EventReference(string Stream, long Version, long Position, string Type, DateTimeOffset RecordedAt, string Actor)
{
    /// <summary>The place of an event.</summary>
    public static EventReference Of(RecordedEvent item)
    {
        ArgumentNullException.ThrowIfNull(item);
        // An event that comes straight from its writer has finer ticks than the store keeps; the same event read again must give the same reference.
        var recordedAt = item.RecordedAt.ToUniversalTime();
        return new EventReference(item.Stream, item.Version, item.Position, item.Type, recordedAt.AddTicks(-(recordedAt.Ticks % TimeSpan.TicksPerMicrosecond)), item.Headers.Actor);
    }
}
