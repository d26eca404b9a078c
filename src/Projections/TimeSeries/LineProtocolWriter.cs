using System.Buffers;
using System.Buffers.Text;
using System.Text;
using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Domain.Readings;

namespace MiyagiSensing.Projections.TimeSeries;

/// <summary>
/// Readings as InfluxDB line protocol: measurement = domain; tags device, sensor, station, district; fields = metrics; timestamp = the device's clock in ms.
/// </summary>
/// <remarks>
/// line = measurement *("," tag "=" value) " " field "=" float *("," field "=" float) " " timestamp LF, with tags in order of name. In names and tag values comma, equals sign and space are escaped by a
/// backslash. Source: InfluxData, "InfluxDB line protocol tutorial" (1.8).
/// </remarks>
internal static class LineProtocolWriter
{
    /// <summary>The part of a line that is the same for every reading of a sensor: measurement and tags.</summary>
    public static byte[] Prefix(string domain, ReadingSource source, StationDefinition? station)
    {
        var text = new StringBuilder().Append(Escape(domain)).Append(",device=").Append(Escape(source.Device));
        if (station?.District is { } district)
        {
            text.Append(",district=").Append(Escape(district));
        }

        text.Append(",sensor=").Append(Escape(source.Sensor));
        if (station is not null)
        {
            text.Append(",station=").Append(Escape(station.Id));
        }

        return Encoding.UTF8.GetBytes(text.Append(' ').ToString());
    }

    /// <summary>The names of a group's fields, each with its equals sign.</summary>
    public static byte[][] FieldNames(MetricSet metrics) => [.. metrics.Names.Select(name => Encoding.UTF8.GetBytes(Escape(name) + "="))];

    /// <summary>Writes one reading; false when all its values are missing, for which there is no line.</summary>
    public static bool Write(IBufferWriter<byte> output, ReadOnlySpan<byte> prefix, byte[][] fields, ReadingGroup group, int index)
    {
        var first = true;
        for (var k = 0; k < fields.Length; k++)
        {
            var value = group.Values[k][index];
            if (double.IsNaN(value))
            {
                continue;
            }

            if (first)
            {
                output.Write(prefix);
                first = false;
            }
            else
            {
                output.Write(","u8);
            }

            output.Write(fields[k]);
            // "R" is the shortest text that reads back as the same double; at most 24 characters.
            var number = output.GetSpan(32);
            Utf8Formatter.TryFormat(value, number, out var written);
            output.Advance(written);
        }

        if (first)
        {
            return false;
        }

        output.Write(" "u8);
        var timestamp = output.GetSpan(24);
        Utf8Formatter.TryFormat(group.MeasuredAt[index], timestamp, out var length);
        output.Advance(length);
        output.Write("\n"u8);
        return true;
    }

    /// <summary>A name or tag value as it stands in a line.</summary>
    public static string Escape(string text) => text.Replace(",", "\\,").Replace("=", "\\=").Replace(" ", "\\ ");
}
