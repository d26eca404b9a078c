using System.Text.Json;
using MiyagiSensing.Chaos.Load;

namespace MiyagiSensing.Chaos.Audit;

/// <summary>Opens a journal block by <c>docs/wire-formats.md</c>, without the platform's own code.</summary>
internal static class BlockReader
{
    /// <summary>All values of a block: the stored ones, then those set aside.</summary>
    public static IEnumerable<StoredValue> Read(JsonElement block)
    {
        foreach (var group in block.GetProperty("groups").EnumerateArray())
        {
            foreach (var value in ReadGroup(group))
            {
                yield return value;
            }
        }

        if (!block.TryGetProperty("setAside", out var setAside))
        {
            yield break;
        }

        foreach (var reading in setAside.EnumerateArray())
        {
            var (device, sensor) = (reading.GetProperty("device").GetString()!, reading.GetProperty("sensor").GetString()!);
            var (measured, received) = (reading.GetProperty("measuredAt").GetInt64(), reading.GetProperty("receivedAt").GetInt64());
            foreach (var metric in reading.GetProperty("values").EnumerateObject())
            {
                yield return new StoredValue(
                    new Identity(device, sensor, metric.Name, measured), Number(metric.Value), measured, received, reading.GetProperty("reason").GetString());
            }
        }
    }

    private static IEnumerable<StoredValue> ReadGroup(JsonElement group)
    {
        var byCounter = group.TryGetProperty("identity", out var identity) && identity.GetInt32() == 1;
        string[] metrics = [.. group.GetProperty("metrics").EnumerateArray().Select(item => item.GetString()!)];
        string[] devices = [.. group.GetProperty("devices").EnumerateArray().Select(item => item.GetString()!)];
        string[] sensors = [.. group.GetProperty("sensors").EnumerateArray().Select(item => item.GetString()!)];
        var sources = Numbers(group.GetProperty("source"));
        var (measured, measuredFrom) = (Numbers(group.GetProperty("measured")), group.GetProperty("measuredFrom").GetInt64());
        var (received, receivedFrom) = (Numbers(group.GetProperty("received")), group.GetProperty("receivedFrom").GetInt64());
        var counters = byCounter ? Numbers(group.GetProperty("sequence")) : [];
        var k = 0;
        foreach (var column in group.GetProperty("values").EnumerateArray())
        {
            var i = 0;
            foreach (var value in column.EnumerateArray())
            {
                var at = measuredFrom + measured[i];
                var which = new Identity(devices[sources[i]], sensors[sources[i]], metrics[k], byCounter ? counters[i] : at, byCounter);
                yield return new StoredValue(which, Number(value), at, receivedFrom + received[i]);
                i++;
            }

            k++;
        }
    }

    private static long[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(item => item.GetInt64())];

    private static double Number(JsonElement value) => value.ValueKind == JsonValueKind.Null ? double.NaN : value.GetDouble();
}
