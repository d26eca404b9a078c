using System.Collections.Frozen;
using System.Text.Json;

namespace MiyagiSensing.Domain.Events;

/// <summary>
/// How stored shapes that are no longer written are read. An event never changes shape: a new shape takes a new name (<c>device_mounted_v2</c>), its record takes that name in
/// <see cref="EventCatalog"/>, and the old name moves here with a plain function from its JSON to today's record. The old golden file stays and proves that it is still read.
/// </summary>
internal static class EventUpcasts
{
    /// <summary>Old name to function. Empty: so far every shape that was ever written is still the one that is written.</summary>
    public static readonly FrozenDictionary<string, Func<JsonElement, IDomainEvent>> All = FrozenDictionary<string, Func<JsonElement, IDomainEvent>>.Empty;
}
