using System.Buffers;
using System.Text;

namespace MiyagiSensing.Projections.TimeSeries;

/// <summary>Cuts lines of our own writing (<see cref="LineProtocolWriter"/>) without parsing all of them: no quotes, a space only before the fields and before the timestamp unless escaped.</summary>
internal static class LineFilter
{
    /// <summary>The lines without one field of one measurement; a line whose only field it was is gone.</summary>
    /// <param name="lines">Whole lines.</param>
    /// <param name="measurement">As named in the server's answer, unescaped.</param>
    /// <param name="field">As named in the server's answer, unescaped.</param>
    /// <param name="removed">Values that were cut out.</param>
    public static ReadOnlyMemory<byte> Without(ReadOnlySpan<byte> lines, string measurement, string field, out int removed)
    {
        removed = 0;
        var output = new ArrayBufferWriter<byte>(Math.Max(lines.Length, 1));
        var start = Encoding.UTF8.GetBytes(LineProtocolWriter.Escape(measurement) + ",");
        var name = Encoding.UTF8.GetBytes(LineProtocolWriter.Escape(field) + "=");
        while (lines.Length > 0)
        {
            var line = lines[..(lines.IndexOf((byte)'\n') + 1)];
            lines = lines[line.Length..];
            var (from, to) = line.StartsWith(start) ? FindField(line, name) : (-1, -1);
            if (from >= 0)
            {
                removed++;
                Cut(output, line, from, to);
            }
            else
            {
                output.Write(line);
            }
        }

        return output.WrittenMemory;
    }

    /// <summary>Where to cut lines in two: behind the line break next to the middle; 0 when there is one line only.</summary>
    public static int Middle(ReadOnlySpan<byte> lines)
    {
        var half = lines.Length / 2;
        var before = lines[..half].LastIndexOf((byte)'\n') + 1;
        if (before > 0)
        {
            return before;
        }

        var after = half + lines[half..].IndexOf((byte)'\n') + 1;
        return after < lines.Length ? after : 0;
    }

    private static (int Start, int End) FindField(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name)
    {
        var fields = Unescaped(line, 0, (byte)' ') + 1;
        var end = Unescaped(line, fields, (byte)' ');
        for (var at = fields; at < end;)
        {
            var comma = Unescaped(line, at, (byte)',');
            var stop = comma < 0 || comma > end ? end : comma;
            if (line[at..stop].StartsWith(name))
            {
                return (at, stop);
            }

            at = stop + 1;
        }

        return (-1, -1);
    }

    private static void Cut(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> line, int start, int end)
    {
        // The comma goes with the field: the one behind it, or for the last field the one before it.
        var (isFirst, isLast) = (line[start - 1] == ' ', line[end] == ' ');
        if (isFirst && isLast)
        {
            return;
        }

        output.Write(line[..(isLast ? start - 1 : start)]);
        output.Write(line[(isLast ? end : end + 1)..]);
    }

    private static int Unescaped(ReadOnlySpan<byte> line, int from, byte wanted)
    {
        for (var at = from; at < line.Length; at++)
        {
            if (line[at] == wanted && (at == 0 || line[at - 1] != '\\'))
            {
                return at;
            }
        }

        return -1;
    }
}
