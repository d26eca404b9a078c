using System.Text.Json;
using MiyagiSensing.Domain.Readings;

namespace MiyagiSensing.Gateway.Decoding;

/// <summary>Native JSON telemetry, one object or an array of them, to readings. Belongs to one session, whose names and shapes it remembers; not for concurrent use.</summary>
/// <remarks>
/// <code>
/// {"ts":"2026-11-21T06:00:00+09:00","sensor":"1m","seq":4711,"m":{"water_temp":14.2,"salinity":33.1}}
/// {"ts":1763672400000,"dtMs":10,"m":{"acceleration":[0.0011,0.0009,0.0012]}}
/// </code>
/// An item that is wrong does not sink the others of its array; a payload that is not JSON, or too large in any way, counts as a whole.
/// Arrays under <c>m</c> become one reading for each index i at ts + i · dtMs, truncated to ms; dtMs may have a fraction. JSON's null stands for a member that is not there.
/// </remarks>
internal sealed class TelemetryDecoder(string device, string domain, MissingValues missing)
{
    /// <summary>Name and version, stored with each reading.</summary>
    public const string Name = "json/1";

    private static readonly JsonReaderOptions Options = new() { MaxDepth = DecoderLimits.Depth };

    private readonly ItemReader _items = new(device, domain, missing);
    private readonly List<Reading> _readings = [];

    /// <summary>Everything the payload holds. Never throws on what a device sends.</summary>
    /// <param name="payload">As received.</param>
    /// <param name="receivedAt">Our clock at arrival, UTC, whole milliseconds.</param>
    public DecodedPayload Decode(ReadOnlySpan<byte> payload, DateTimeOffset receivedAt)
    {
        if (payload.IsEmpty)
        {
            return new DecodedPayload(new PayloadFault(PayloadFaultKind.Empty, "the payload is empty"));
        }

        _readings.Clear();
        var reader = new Utf8JsonReader(payload, Options);
        try
        {
            reader.Read();
            var decoded = reader.TokenType switch
            {
                JsonTokenType.StartObject => DecodeObject(ref reader, receivedAt),
                JsonTokenType.StartArray => DecodeArray(ref reader, receivedAt),
                _ => new DecodedPayload(new PayloadFault(PayloadFaultKind.WrongShape, "the payload is neither an object nor an array", reader.TokenStartIndex)),
            };

            // Only a reader that has been asked once more has seen what follows after the end.
            reader.Read();
            return decoded;
        }
        catch (JsonException)
        {
            return new DecodedPayload(JsonFault.From(reader));
        }
    }

    private DecodedPayload DecodeObject(ref Utf8JsonReader reader, DateTimeOffset receivedAt) =>
        _items.Read(ref reader, receivedAt, _readings) is { } fault
            ? new DecodedPayload(new PayloadFault(fault.Kind, fault.Reason, fault.BytePosition))
            : new DecodedPayload(TakeReadings(), []);

    private DecodedPayload DecodeArray(ref Utf8JsonReader reader, DateTimeOffset receivedAt)
    {
        var (start, item) = (reader.TokenStartIndex, 0);
        List<PayloadFault> faults = [];
        PayloadFault? whole = null;
        for (; reader.Read() && reader.TokenType != JsonTokenType.EndArray; item++)
        {
            if (item == DecoderLimits.Readings)
            {
                whole = new PayloadFault(PayloadFaultKind.TooManyReadings, $"the message holds more than {DecoderLimits.Readings} items", reader.TokenStartIndex);
            }

            if (whole is not null)
            {
                reader.Skip();
            }
            else if (ReadItem(ref reader, item, receivedAt) is { } fault)
            {
                faults.Add(fault);
                whole = fault.Kind == PayloadFaultKind.TooManyReadings ? new PayloadFault(fault.Kind, fault.Reason, fault.BytePosition) : null;
            }
        }

        whole = item == 0 ? new PayloadFault(PayloadFaultKind.WrongShape, "the array is empty", start) : whole;
        return whole is { } sunk ? new DecodedPayload(sunk) : new DecodedPayload(TakeReadings(), Limit(faults));
    }

    private Reading[] TakeReadings()
    {
        Reading[] taken = [.. _readings];
        _readings.Clear();
        return taken;
    }

    private PayloadFault? ReadItem(ref Utf8JsonReader reader, int item, DateTimeOffset receivedAt)
    {
        var start = reader.TokenStartIndex;
        ItemFault? fault = new ItemFault(PayloadFaultKind.WrongShape, "the item is not an object", start);
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            fault = _items.Read(ref reader, receivedAt, _readings);
        }
        else
        {
            reader.Skip();
        }

        return fault is { } wrong
            ? new PayloadFault(wrong.Kind, wrong.Reason, wrong.BytePosition, item, (int)start..(int)reader.BytesConsumed)
            : null;
    }

    /// <summary>Faults beyond the limit share one that keeps the whole payload.</summary>
    private static List<PayloadFault> Limit(List<PayloadFault> faults)
    {
        var excess = faults.Count - DecoderLimits.Faults;
        if (excess > 0)
        {
            var first = faults[DecoderLimits.Faults];
            faults.RemoveRange(DecoderLimits.Faults, excess);
            faults.Add(new PayloadFault(
                PayloadFaultKind.TooManyFaults, $"{excess} more items from index {first.Item} on are wrong, the first because {first.Reason}; the message is kept here once for all of them", first.BytePosition));
        }

        return faults;
    }
}
