using System.Buffers;
using System.Globalization;
using System.Text.Json;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.Gateway.Decoding;
using MiyagiSensing.Gateway.Topics;

namespace MiyagiSensing.Gateway.Intake;

/// <summary>Keeps what could not be understood, with the reason.</summary>
internal sealed class DeadLetters(IPseudonyms pseudonyms)
{
    /// <summary>The domain whose devices speak of people.</summary>
    public const string RtkDomain = "rtk";

    /// <summary>
    /// The dead letter of a fault. What may hold a person's id or position is encrypted: everything on an <c>event</c> topic, and everything of the RTK casters, which may have sent an event to the
    /// wrong topic.
    /// </summary>
    public NewEvent From(PayloadFault fault, Arrival arrival, in ReadOnlySequence<byte> payload)
    {
        var (start, length) = fault.Raw.GetOffsetAndLength((int)payload.Length);
        var raw = payload.Slice(start, length).ToArray();
        var isPersonal = arrival.Kind == TopicKind.Event || arrival.Session.Domain == RtkDomain;
        return arrival.NewEvent(
            string.Create(CultureInfo.InvariantCulture, $"dead-letters:{arrival.At:yyyyMMdd}"),
            new MessageDeadLettered
            {
                Device = arrival.Session.Device,
                Topic = arrival.Topic,
                Reason = fault.Reason,
                Kind = JsonNamingPolicy.SnakeCaseLower.ConvertName(fault.Kind.ToString()),
                Item = fault.Item,
                BytePosition = fault.BytePosition,
                Raw = isPersonal ? pseudonyms.Protect(raw) : raw,
                Encrypted = isPersonal,
                ReceivedAt = arrival.At,
            });
    }
}
