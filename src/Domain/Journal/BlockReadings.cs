using System.Globalization;
using MiyagiSensing.Domain.Readings;

namespace MiyagiSensing.Domain.Journal;

/// <summary>A block's content reading by reading, for comparing blocks that are cut differently.</summary>
public static class BlockReadings
{
    private static readonly ReadingSource SetAside = new("", "");

    /// <summary>Adds each sensor's readings, in order, as texts that are equal only for equal readings (values to the bit), and what was set aside, under a source with empty names.</summary>
    public static void AddTo(Dictionary<ReadingSource, List<string>> readings, ReadingsRecorded block)
    {
        ArgumentNullException.ThrowIfNull(readings);
        foreach (var group in block.Groups)
        {
            var shape = $"{string.Join(',', group.Metrics.Names)} {group.Decoder} {(int)group.Clock} {(int)group.Identity}";
            for (var i = 0; i < group.Count; i++)
            {
                var values = string.Join(',', group.Values.Select(column => BitConverter.DoubleToInt64Bits(column[i])));
                ListOf(readings, group.Sources[group.SourceIndex[i]]).Add(
                    string.Create(CultureInfo.InvariantCulture, $"{group.MeasuredAt[i]} {group.ReceivedAt[i]} {group.Sequence?[i]} {values} {shape}"));
            }
        }

        foreach (var item in block.SetAside)
        {
            var values = string.Join(',', item.Values.OrderBy(value => value.Key, StringComparer.Ordinal).Select(value => value.Key + "=" + value.Value?.ToString("R", CultureInfo.InvariantCulture)));
            ListOf(readings, SetAside).Add(string.Create(CultureInfo.InvariantCulture, $"{item.Device} {item.Sensor} {item.MeasuredAt} {item.ReceivedAt} {item.Reason} {values}"));
        }
    }

    private static List<string> ListOf(Dictionary<ReadingSource, List<string>> readings, ReadingSource source)
    {
        if (!readings.TryGetValue(source, out var list))
        {
            readings.Add(source, list = []);
        }

        return list;
    }
}
