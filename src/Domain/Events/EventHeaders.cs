namespace MiyagiSensing.Domain.Events;

/// <summary>Who and what caused an event; stored in Marten's metadata columns.</summary>
/// <param name="Actor"><c>device:ID</c>, <c>user:ID</c>, <c>catalog</c> or <c>platform</c>.</param>
/// <param name="CorrelationId">W3C trace id, 32 hexadecimal digits; null when nothing was traced.</param>
/// <param name="CausationId">Id or position of the event that led to this one; null for the first of a chain.</param>
public sealed record EventHeaders(string Actor, string? CorrelationId = null, string? CausationId = null)
{
    /// <summary>The platform itself, with no trace.</summary>
    public static EventHeaders Platform { get; } = new("platform");

    /// <summary>The catalog files.</summary>
    public static EventHeaders Catalog { get; } = new("catalog");
}
