namespace MiyagiSensing.Gateway.Decoding;

/// <summary>What is wrong with a payload or one item of it.</summary>
/// <param name="Kind">The class, for counting.</param>
/// <param name="Reason">In words for the operator; never holds personal data.</param>
/// <param name="BytePosition">Where in the payload, from 0; null when not known.</param>
/// <param name="Item">Index within an array payload, from 0; null when the whole message is meant.</param>
/// <param name="Raw">The bytes to keep, as a range of the payload.</param>
internal readonly record struct PayloadFault(PayloadFaultKind Kind, string Reason, long? BytePosition, int? Item, Range Raw)
{
    /// <summary>A fault of the whole message.</summary>
    public PayloadFault(PayloadFaultKind kind, string reason, long? bytePosition = null)
        : this(kind, reason, bytePosition, null, Range.All)
    {
    }
}
