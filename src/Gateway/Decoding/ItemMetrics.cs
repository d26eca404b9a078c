using System.Text.Json;
using MiyagiSensing.Domain.Readings;

namespace MiyagiSensing.Gateway.Decoding;

/// <summary>
/// Reads the member <c>m</c> of one item, single values or arrays of them, and holds it until the next. Scratch space of one session; not for concurrent use.
/// </summary>
internal sealed class ItemMetrics(MetricNames names, byte[] scratch)
{
    /// <summary>Values that the scratch space keeps room for between items; a rare long array does not cost its memory for ever.</summary>
    private const int KeptValues = 4_096;

    private readonly MetricShapes _shapes = new();
    private readonly MetricName[] _names = new MetricName[DecoderLimits.Metrics];
    private readonly List<double> _values = [];
    private int _asGuessed;
    private bool _arrays;

    /// <summary>How many metrics were read.</summary>
    public int Count { get; private set; }

    /// <summary>Length of the arrays, all the same; null when the values are single ones.</summary>
    public int? ArrayLength => _arrays ? _values.Count / Count : null;

    /// <summary>The names read, in payload order.</summary>
    public MetricSet Metrics => _shapes.Find(_names.AsSpan(0, Count), _asGuessed == Count);

    /// <summary>The values of one instant, one for each metric.</summary>
    /// <param name="index">0 for single values; else 0 to <see cref="ArrayLength"/> - 1.</param>
    public double[] ValuesAt(int index)
    {
        var values = new double[Count];
        var length = _values.Count / Count;
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = _values[(i * length) + index];
        }

        return values;
    }

    /// <summary>Reads the object that the reader stands on; null when all of it was understood, else the reader stands somewhere within.</summary>
    public ItemFault? Read(ref Utf8JsonReader reader)
    {
        Clear();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return new ItemFault(PayloadFaultKind.NoMetrics, "m is not an object of metrics", reader.TokenStartIndex);
        }

        var start = reader.TokenStartIndex;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (ReadName(ref reader) is { } wrongName)
            {
                return wrongName;
            }

            reader.Read();
            if (ReadValues(ref reader, _names[Count++]) is { } wrongValue)
            {
                return wrongValue;
            }
        }

        return Count > 0 ? null : new ItemFault(PayloadFaultKind.NoMetrics, "m holds no metric", start);
    }

    private void Clear()
    {
        (Count, _asGuessed, _arrays) = (0, 0, false);
        _values.Clear();
        if (_values.Capacity > KeptValues)
        {
            _values.Capacity = 0;
        }
    }

    private ItemFault? ReadName(ref Utf8JsonReader reader)
    {
        var position = reader.TokenStartIndex;
        if (Count == DecoderLimits.Metrics)
        {
            return new ItemFault(PayloadFaultKind.TooManyMetrics, $"m holds more than {DecoderLimits.Metrics} metrics", position);
        }

        if (_asGuessed == Count && !reader.ValueIsEscaped && _shapes.Guess(Count) is { } guess && reader.ValueSpan.SequenceEqual(guess.Utf8))
        {
            _names[Count] = guess;
            _asGuessed++;
            return null;
        }

        if (!JsonText.TryRead(ref reader, scratch, out var utf8) || names.Find(utf8) is not { } name)
        {
            return new ItemFault(
                PayloadFaultKind.InvalidMetricName, $"the metric name {JsonText.Quote(reader.ValueSpan)} is not of the form [a-z0-9][a-z0-9_-]{{0,63}}", position);
        }

        foreach (var earlier in _names.AsSpan(0, Count))
        {
            if (earlier.Utf8.SequenceEqual(name.Utf8))
            {
                return new ItemFault(PayloadFaultKind.DuplicateMember, $"the metric {name.Text} occurs twice", position);
            }
        }

        _names[Count] = name;
        return null;
    }

    private ItemFault? ReadValues(ref Utf8JsonReader reader, MetricName name)
    {
        var isArray = reader.TokenType == JsonTokenType.StartArray;
        if (Count > 1 && isArray != _arrays)
        {
            return new ItemFault(PayloadFaultKind.InvalidArray, "m mixes arrays and single values", reader.TokenStartIndex);
        }

        _arrays = isArray;
        return isArray ? ReadArray(ref reader, name) : ReadValue(ref reader, name);
    }

    private ItemFault? ReadArray(ref Utf8JsonReader reader, MetricName name)
    {
        var (position, before) = (reader.TokenStartIndex, _values.Count);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (ReadValue(ref reader, name) is { } wrong)
            {
                return wrong;
            }
        }

        var length = _values.Count - before;
        if (length == 0)
        {
            return new ItemFault(PayloadFaultKind.InvalidArray, $"the array of {name.Text} is empty", position);
        }

        // The arrays before are all as long as the first.
        return Count > 1 && length != before / (Count - 1)
            ? new ItemFault(PayloadFaultKind.InvalidArray, $"the array of {name.Text} has {length} values, the first array {before / (Count - 1)}", position)
            : null;
    }

    private ItemFault? ReadValue(ref Utf8JsonReader reader, MetricName name)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Number when reader.TryGetDouble(out var number):
                _values.Add(name.Screen(number));
                return null;
            case JsonTokenType.Null:
            case JsonTokenType.String when IsNotFinite(reader.ValueSpan):
                _values.Add(double.NaN);
                return null;
            default:
                return new ItemFault(PayloadFaultKind.InvalidValue, $"the value of {name.Text} is {NameOf(reader.TokenType)}, not a number", reader.TokenStartIndex);
        }
    }

    /// <summary>The texts by which JSON libraries write a number that JSON has no form for.</summary>
    private static bool IsNotFinite(ReadOnlySpan<byte> text) => text.SequenceEqual("NaN"u8) || text.SequenceEqual("Infinity"u8) || text.SequenceEqual("-Infinity"u8);

    private static string NameOf(JsonTokenType token) => token switch
    {
        JsonTokenType.String => "a text",
        JsonTokenType.True or JsonTokenType.False => "true or false",
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array within an array",
        _ => "something else",
    };
}
