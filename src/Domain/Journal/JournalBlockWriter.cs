using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace MiyagiSensing.Domain.Journal;

/// <summary>Journal block to JSON. Instants are written as offsets from the group's least one, so that they stay short and readable by SQL.</summary>
public static class JournalBlockWriter
{
    /// <summary>The block as UTF-8 JSON, laid out as in <c>docs/wire-formats.md</c>.</summary>
    public static byte[] Write(ReadingsRecorded block)
    {
        var buffer = new ArrayBufferWriter<byte>(256 + (block.Count * 24));
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true });
        json.WriteStartObject();
        json.WriteStartArray("groups"u8);
        foreach (var group in block.Groups)
        {
            WriteGroup(json, group);
        }

        json.WriteEndArray();
        WriteSetAside(json, block.SetAside);
        WriteTallies(json, block.Tallies);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteGroup(Utf8JsonWriter json, ReadingGroup group)
    {
        json.WriteStartObject();
        json.WriteString("decoder"u8, group.Decoder);
        if (group.Clock != default)
        {
            json.WriteNumber("clock"u8, (int)group.Clock);
        }

        if (group.Identity != default)
        {
            json.WriteNumber("identity"u8, (int)group.Identity);
        }

        json.WriteStartArray("metrics"u8);
        foreach (var metric in group.Metrics.Names)
        {
            json.WriteStringValue(metric);
        }

        json.WriteEndArray();
        WriteSources(json, group);
        WriteInstants(json, "measuredFrom"u8, "measured"u8, group.MeasuredAt);
        WriteInstants(json, "receivedFrom"u8, "received"u8, group.ReceivedAt);
        if (group.Sequence is { } sequence)
        {
            json.WriteStartArray("sequence"u8);
            foreach (var number in sequence)
            {
                json.WriteNumberValue(number);
            }

            json.WriteEndArray();
        }

        json.WriteStartArray("values"u8);
        foreach (var column in group.Values)
        {
            json.WriteStartArray();
            foreach (var value in column)
            {
                if (double.IsNaN(value))
                {
                    json.WriteNullValue();
                }
                else
                {
                    json.WriteNumberValue(value);
                }
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteSources(Utf8JsonWriter json, ReadingGroup group)
    {
        json.WriteStartArray("devices"u8);
        foreach (var source in group.Sources)
        {
            json.WriteStringValue(source.Device);
        }

        json.WriteEndArray();
        json.WriteStartArray("sensors"u8);
        foreach (var source in group.Sources)
        {
            json.WriteStringValue(source.Sensor);
        }

        json.WriteEndArray();
        json.WriteStartArray("source"u8);
        foreach (var index in group.SourceIndex)
        {
            json.WriteNumberValue(index);
        }

        json.WriteEndArray();
    }

    private static void WriteInstants(Utf8JsonWriter json, ReadOnlySpan<byte> fromName, ReadOnlySpan<byte> name, long[] instants)
    {
        var from = instants.Min();
        json.WriteNumber(fromName, from);
        json.WriteStartArray(name);
        foreach (var instant in instants)
        {
            json.WriteNumberValue(instant - from);
        }

        json.WriteEndArray();
    }

    private static void WriteSetAside(Utf8JsonWriter json, IReadOnlyList<SetAsideReading> setAside)
    {
        if (setAside.Count == 0)
        {
            return;
        }

        json.WriteStartArray("setAside"u8);
        foreach (var reading in setAside)
        {
            json.WriteStartObject();
            json.WriteString("device"u8, reading.Device);
            json.WriteString("sensor"u8, reading.Sensor);
            json.WriteNumber("measuredAt"u8, reading.MeasuredAt);
            json.WriteNumber("receivedAt"u8, reading.ReceivedAt);
            json.WriteString("reason"u8, reading.Reason);
            json.WriteStartObject("values"u8);
            foreach (var (metric, value) in reading.Values)
            {
                if (value is { } number)
                {
                    json.WriteNumber(metric, number);
                }
                else
                {
                    json.WriteNull(metric);
                }
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTallies(Utf8JsonWriter json, IReadOnlyList<DeviceTally> tallies)
    {
        if (tallies.Count == 0)
        {
            return;
        }

        json.WriteStartArray("tallies"u8);
        foreach (var tally in tallies)
        {
            json.WriteStartObject();
            json.WriteString("device"u8, tally.Device);
            if (tally.Day is { } day)
            {
                json.WriteString("day"u8, day.ToString("O", CultureInfo.InvariantCulture));
            }

            json.WriteNumber("received"u8, tally.Received);
            json.WriteNumber("stored"u8, tally.Stored);
            json.WriteNumber("duplicate"u8, tally.Duplicate);
            json.WriteNumber("setAside"u8, tally.SetAside);
            json.WriteNumber("deadLettered"u8, tally.DeadLettered);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
