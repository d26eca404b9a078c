using System.Text.Json;
using MiyagiSensing.Domain.Readings;

namespace MiyagiSensing.Gateway.Decoding;

/// <summary>Reads one item of native telemetry: <c>{"ts":…,"sensor":…,"seq":…,"dtMs":…,"m":{…}}</c>, members in any order, unknown ones ignored.</summary>
/// <remarks>Scratch space of one session; not for concurrent use. What was read last stands in the properties.</remarks>
internal sealed class ItemReader(string device, string domain, MissingValues missing)
{
    private readonly byte[] _scratch = new byte[JsonText.ScratchBytes];
    private readonly SensorSources _sensors = new(device);
    private readonly ItemMetrics _metrics = new(new MetricNames(domain, missing), new byte[JsonText.ScratchBytes]);
    private ReadingSource? _source;
    private long? _unixMilliseconds;
    private long? _sequence;
    private double? _intervalMilliseconds;

    [Flags]
    private enum Members
    {
        None = 0,
        Time = 1,
        Sensor = 2,
        Sequence = 4,
        Interval = 8,
        Metrics = 16,
    }

    /// <summary>
    /// Reads the object that the reader stands on and adds its readings. Null when it was understood; else nothing was added. In both cases the reader then stands on the object's end.
    /// </summary>
    /// <exception cref="JsonException">The payload is not JSON.</exception>
    public ItemFault? Read(ref Utf8JsonReader reader, DateTimeOffset receivedAt, List<Reading> readings)
    {
        var (start, depth) = (reader.TokenStartIndex, reader.CurrentDepth);
        var fault = ReadMembers(ref reader) ?? Build(start, receivedAt, readings);
        while (reader.TokenType != JsonTokenType.EndObject || reader.CurrentDepth > depth)
        {
            reader.Read();
        }

        return fault;
    }

    private ItemFault? ReadMembers(ref Utf8JsonReader reader)
    {
        (_source, _unixMilliseconds, _sequence, _intervalMilliseconds) = (null, null, null, null);
        var (start, seen) = (reader.TokenStartIndex, Members.None);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var position = reader.TokenStartIndex;
            var member = MemberOf(ref reader);
            if ((seen & member) != Members.None)
            {
                return new ItemFault(PayloadFaultKind.DuplicateMember, $"the member {JsonText.Quote(reader.ValueSpan)} occurs twice", position);
            }

            seen |= member;
            reader.Read();
            if (ReadMember(ref reader, member) is { } wrong)
            {
                return wrong;
            }
        }

        return (seen & Members.Metrics) != Members.None ? null : new ItemFault(PayloadFaultKind.NoMetrics, "the member m is missing", start);
    }

    private Members MemberOf(ref Utf8JsonReader reader)
    {
        if (!JsonText.TryRead(ref reader, _scratch, out var name))
        {
            return Members.None;
        }

        return name.SequenceEqual("m"u8) ? Members.Metrics
            : name.SequenceEqual("ts"u8) ? Members.Time
            : name.SequenceEqual("sensor"u8) ? Members.Sensor
            : name.SequenceEqual("seq"u8) ? Members.Sequence
            : name.SequenceEqual("dtMs"u8) ? Members.Interval
            : Members.None;
    }

    private ItemFault? ReadMember(ref Utf8JsonReader reader, Members member)
    {
        var position = reader.TokenStartIndex;
        switch (member)
        {
            case Members.Metrics:
                return _metrics.Read(ref reader);
            case Members.Time:
                return JsonInstant.TryRead(ref reader, _scratch, out _unixMilliseconds)
                    ? null : new ItemFault(PayloadFaultKind.InvalidTime, JsonInstant.Rule, position);
            case Members.Sensor:
                return TrySensor(ref reader)
                    ? null : new ItemFault(PayloadFaultKind.InvalidSensor, "sensor is not a text of the form [a-z0-9][a-z0-9_-]{0,63}", position);
            case Members.Sequence:
                return TrySequence(ref reader)
                    ? null : new ItemFault(PayloadFaultKind.InvalidSequence, "seq is not a whole number from 0", position);
            case Members.Interval:
                return TryInterval(ref reader)
                    ? null : new ItemFault(PayloadFaultKind.InvalidInterval, "dtMs is not a number of milliseconds from 1 to one day", position);
            default:
                reader.Skip();
                return null;
        }
    }

    private bool TrySensor(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String && JsonText.TryRead(ref reader, _scratch, out var text))
        {
            _source = _sensors.Find(text);
            return _source is not null;
        }

        return reader.TokenType == JsonTokenType.Null;
    }

    private bool TrySequence(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number))
        {
            _sequence = number;
            return number >= 0;
        }

        return reader.TokenType == JsonTokenType.Null;
    }

    private bool TryInterval(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var number))
        {
            _intervalMilliseconds = number;
            return number is >= 1 and <= 86_400_000;
        }

        return reader.TokenType == JsonTokenType.Null;
    }

    private ItemFault? Build(long start, DateTimeOffset receivedAt, List<Reading> readings)
    {
        var count = _metrics.ArrayLength ?? 1;
        if (_metrics.ArrayLength is not null && (_intervalMilliseconds is null || _unixMilliseconds is null))
        {
            var missing = _intervalMilliseconds is null ? "dtMs" : "ts";
            return new ItemFault(PayloadFaultKind.InvalidInterval, $"m holds arrays, but {missing} is missing", start);
        }

        if (readings.Count + count > DecoderLimits.Readings)
        {
            return new ItemFault(PayloadFaultKind.TooManyReadings, $"the message holds more than {DecoderLimits.Readings} readings", start);
        }

        if (_unixMilliseconds is { } first && (count - 1) * (_intervalMilliseconds ?? 0) > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() - first)
        {
            return new ItemFault(PayloadFaultKind.InvalidTime, "the array ends after the year 9999", start);
        }

        var metrics = _metrics.Metrics;
        for (var i = 0; i < count; i++)
        {
            readings.Add(ReadingAt(i, metrics, receivedAt));
        }

        return null;
    }

    private Reading ReadingAt(int index, MetricSet metrics, DateTimeOffset receivedAt) => new()
    {
        Source = _source ?? _sensors.Default,
        Metrics = metrics,
        Values = _metrics.ValuesAt(index),
        MeasuredAt = _unixMilliseconds is { } first ? DateTimeOffset.FromUnixTimeMilliseconds(first + (long)(index * (_intervalMilliseconds ?? 0))) : receivedAt,
        ReceivedAt = receivedAt,
        Sequence = _sequence,
        Clock = _unixMilliseconds is null ? ClockTrust.Ours : ClockTrust.Synchronised,
        Identity = _unixMilliseconds is not null ? IdentityKind.Time : _sequence is not null ? IdentityKind.Sequence : IdentityKind.None,
        Decoder = TelemetryDecoder.Name,
    };
}
