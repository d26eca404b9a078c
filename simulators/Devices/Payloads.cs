using System.Buffers;
using System.Text.Json;

namespace MiyagiSensing.Simulators.Devices;

/// <summary>Payloads in the platform's native JSON.</summary>
public static class Payloads
{
    /// <summary>One reading; values are rounded to what a sensor would send.</summary>
    public static byte[] Telemetry(DateTimeOffset at, string? sensor, params ReadOnlySpan<(string Metric, double Value, int Decimals)> values)
    {
        var output = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteNumber("ts"u8, at.ToUnixTimeMilliseconds());
        if (sensor is not null)
        {
            json.WriteString("sensor"u8, sensor);
        }

        json.WriteStartObject("m"u8);
        foreach (var (metric, value, decimals) in values)
        {
            json.WriteNumber(metric, Math.Round((decimal)value, decimals));
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return output.WrittenSpan.ToArray();
    }

    /// <summary>A burst of one metric at a fixed interval.</summary>
    public static byte[] Burst(DateTimeOffset from, string sensor, int intervalMilliseconds, string metric, IEnumerable<double> values) =>
        JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>
        {
            ["ts"] = from.ToUnixTimeMilliseconds(),
            ["sensor"] = sensor,
            ["dtMs"] = intervalMilliseconds,
            ["m"] = new Dictionary<string, double[]> { [metric] = [.. values] },
        });

    /// <summary>An RTK session's message.</summary>
    public static byte[] RtkEvent(string kind, DateTimeOffset at, string session, IReadOnlyDictionary<string, object> members)
    {
        var all = new Dictionary<string, object>(members) { ["event"] = kind, ["ts"] = at.ToUnixTimeMilliseconds(), ["session"] = session };
        return JsonSerializer.SerializeToUtf8Bytes(all);
    }
}
