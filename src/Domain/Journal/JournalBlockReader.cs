using System.Text.Json;
using MiyagiSensing.Domain.Readings;

namespace MiyagiSensing.Domain.Journal;

/// <summary>JSON to journal block, the way back from <see cref="JournalBlockWriter"/>. PostgreSQL's jsonb reorders names, so none is relied on.</summary>
public static class JournalBlockReader
{
    /// <summary>Reads a block.</summary>
    /// <exception cref="JsonException">Not a journal block: wrong tokens, columns of different lengths, or an index that leads nowhere.</exception>
    public static ReadingsRecorded Read(ReadOnlySpan<byte> utf8Json)
    {
        try
        {
            return ReadBlock(utf8Json);
        }
        catch (Exception exception) when (exception is InvalidOperationException or FormatException or OverflowException or ArgumentException)
        {
            throw new JsonException("Not a journal block: " + exception.Message, exception);
        }
    }

    private static ReadingsRecorded ReadBlock(ReadOnlySpan<byte> utf8Json)
    {
        var reader = new Utf8JsonReader(utf8Json);
        List<ReadingGroup> groups = [];
        IReadOnlyList<SetAsideReading> setAside = [];
        IReadOnlyList<DeviceTally> tallies = [];
        Expect(ref reader, JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("groups"u8))
            {
                Expect(ref reader, JsonTokenType.StartArray);
                while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
                {
                    groups.Add(ReadGroup(ref reader));
                }
            }
            else if (reader.ValueTextEquals("setAside"u8))
            {
                setAside = JsonSerializer.Deserialize<List<SetAsideReading>>(ref reader, JsonSerializerOptions.Web) ?? throw new JsonException("setAside is null.");
            }
            else if (reader.ValueTextEquals("tallies"u8))
            {
                tallies = JsonSerializer.Deserialize<List<DeviceTally>>(ref reader, JsonSerializerOptions.Web) ?? throw new JsonException("tallies is null.");
            }
            else
            {
                reader.Skip();
            }
        }

        return new ReadingsRecorded { Groups = groups, SetAside = setAside, Tallies = tallies };
    }

    private static ReadingGroup ReadGroup(ref Utf8JsonReader reader)
    {
        var decoder = "";
        var (clock, identity) = (0, 0);
        var (measuredFrom, receivedFrom) = (0L, 0L);
        string[] metrics = [], devices = [], sensors = [];
        int[] source = [];
        long[] measured = [], received = [];
        long[]? sequence = null;
        List<double[]> values = [];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            switch (reader.GetString())
            {
                case "decoder": reader.Read(); decoder = reader.GetString() ?? throw new JsonException("decoder is null."); break;
                case "clock": reader.Read(); clock = reader.GetInt32(); break;
                case "identity": reader.Read(); identity = reader.GetInt32(); break;
                case "metrics": metrics = ReadStrings(ref reader); break;
                case "devices": devices = ReadStrings(ref reader); break;
                case "sensors": sensors = ReadStrings(ref reader); break;
                case "source": source = [.. ReadIntegers(ref reader, source.Length).Select(number => checked((int)number))]; break;
                case "measuredFrom": reader.Read(); measuredFrom = reader.GetInt64(); break;
                case "measured": measured = ReadIntegers(ref reader, source.Length); break;
                case "receivedFrom": reader.Read(); receivedFrom = reader.GetInt64(); break;
                case "received": received = ReadIntegers(ref reader, source.Length); break;
                case "sequence": sequence = ReadIntegers(ref reader, source.Length); break;
                case "values": values = ReadColumns(ref reader, source.Length); break;
                default: reader.Skip(); break;
            }
        }

        var count = source.Length;
        if (measured.Length != count || received.Length != count || devices.Length != sensors.Length || values.Count != metrics.Length
            || values.Exists(column => column.Length != count) || (sequence is not null && sequence.Length != count))
        {
            throw new JsonException("A journal block's columns differ in length.");
        }

        if (Array.Exists(source, index => index < 0 || index >= devices.Length))
        {
            throw new JsonException("A journal block names a source that it does not list.");
        }

        for (var i = 0; i < count; i++)
        {
            measured[i] += measuredFrom;
            received[i] += receivedFrom;
        }

        return new ReadingGroup
        {
            Metrics = new MetricSet(metrics),
            Sources = [.. devices.Zip(sensors, (device, sensor) => new ReadingSource(device, sensor))],
            SourceIndex = source,
            MeasuredAt = measured,
            ReceivedAt = received,
            Sequence = sequence,
            Values = [.. values],
            Clock = (ClockTrust)clock,
            Identity = (IdentityKind)identity,
            Decoder = decoder,
        };
    }

    private static string[] ReadStrings(ref Utf8JsonReader reader)
    {
        List<string> texts = [];
        Expect(ref reader, JsonTokenType.StartArray);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            texts.Add(reader.GetString() ?? throw new JsonException("A name in a journal block is null."));
        }

        return [.. texts];
    }

    private static long[] ReadIntegers(ref Utf8JsonReader reader, int expected)
    {
        List<long> numbers = new(Math.Max(expected, 16));
        Expect(ref reader, JsonTokenType.StartArray);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            numbers.Add(reader.GetInt64());
        }

        return [.. numbers];
    }

    private static List<double[]> ReadColumns(ref Utf8JsonReader reader, int expected)
    {
        List<double[]> columns = [];
        Expect(ref reader, JsonTokenType.StartArray);
        while (reader.Read() && reader.TokenType == JsonTokenType.StartArray)
        {
            List<double> column = new(Math.Max(expected, 16));
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                column.Add(reader.TokenType == JsonTokenType.Null ? double.NaN : reader.GetDouble());
            }

            columns.Add([.. column]);
        }

        return columns;
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType token)
    {
        if (!reader.Read() || reader.TokenType != token)
        {
            throw new JsonException($"A journal block has {reader.TokenType} where {token} belongs.");
        }
    }
}
