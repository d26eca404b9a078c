using MiyagiSensing.Domain.Events;

namespace MiyagiSensing.EventStore.Archive;

/// <summary>Whether an event that was taken out of an archive is the one that was stored.</summary>
internal static class EventSameness
{
    /// <summary>True when nothing but the id differs; the content is compared as JSON, byte by byte.</summary>
    public static bool Holds(RecordedEvent stored, RecordedEvent archived) =>
        stored.Position == archived.Position && stored.Version == archived.Version && stored.Stream == archived.Stream && stored.Type == archived.Type
        && stored.RecordedAt == archived.RecordedAt && stored.Headers == archived.Headers && stored.Data is { } data
        && EventCatalog.Serialize(data).AsSpan().SequenceEqual(EventCatalog.Serialize(archived.Data!));
}
