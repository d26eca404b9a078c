using MiyagiSensing.Domain.Readings;

namespace MiyagiSensing.Gateway.Decoding;

/// <summary>What a payload held. At least one of both lists has an entry.</summary>
/// <param name="Readings">What was understood, in payload order.</param>
/// <param name="Faults">What was not.</param>
internal readonly record struct DecodedPayload(IReadOnlyList<Reading> Readings, IReadOnlyList<PayloadFault> Faults)
{
    /// <summary>A payload of which nothing counts.</summary>
    public DecodedPayload(PayloadFault fault)
        : this([], [fault])
    {
    }
}
