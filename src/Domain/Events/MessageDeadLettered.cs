namespace MiyagiSensing.Domain.Events;

/// <summary>A message, or one item of it, that could not be understood; kept whole with the reason. Stream <c>dead-letters:{yyyyMMdd}</c>.</summary>
public sealed record MessageDeadLettered : IDomainEvent
{
    /// <summary>The device that sent it, authenticated.</summary>
    public required string Device { get; init; }

    /// <summary>Topic name as received.</summary>
    public required string Topic { get; init; }

    /// <summary>What is wrong, in words for the operator.</summary>
    public required string Reason { get; init; }

    /// <summary>The class of <see cref="Reason"/> in a word, for counting, for example <c>not_json</c>; null in events of builds that did not write it.</summary>
    public string? Kind { get; init; }

    /// <summary>Index of the item within an array payload, from 0; null when the whole message is meant.</summary>
    public int? Item { get; init; }

    /// <summary>Where in the payload it went wrong, in bytes from 0; null when not known.</summary>
    public long? BytePosition { get; init; }

    /// <summary>The payload as received, base64 in JSON; encrypted when <see cref="Encrypted"/>.</summary>
    public required byte[] Raw { get; init; }

    /// <summary>True when <see cref="Raw"/> may hold personal data and is encrypted with the key store's key.</summary>
    public bool Encrypted { get; init; }

    /// <summary>When it arrived, UTC.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }
}
