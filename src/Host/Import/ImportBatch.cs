using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Domain.Readings;

namespace MiyagiSensing.Host.Import;

/// <summary>Rows on their way to the platform, in the form of a journal block.</summary>
internal sealed class ImportBatch(IReadOnlyList<ImportShape> shapes)
{
    /// <summary>Readings of one batch. Chosen: four commits' worth, so that the intake has the next ones while it commits one; some 300 kB.</summary>
    public const int MaxReadings = 16_000;

    private readonly List<(ImportRow Row, int Line)> _rows = [];

    /// <summary>Readings in it.</summary>
    public int Count => _rows.Count * shapes.Count;

    /// <summary>True when no further row fits.</summary>
    public bool IsFull => Count + shapes.Count > MaxReadings;

    /// <summary>Line of its last row; 0 when it is empty.</summary>
    public int LastLine => _rows.Count == 0 ? 0 : _rows[^1].Line;

    /// <summary>Rows in it.</summary>
    public int Rows => _rows.Count;

    public void Add(ImportRow row, int line) => _rows.Add((row, line));

    /// <summary>The batch as it is sent.</summary>
    public byte[] ToJson() => JournalBlockWriter.Write(new ReadingsRecorded { Groups = [.. shapes.Select(GroupOf)] });

    private ReadingGroup GroupOf(ImportShape shape, int index)
    {
        Dictionary<string, int> devices = [];
        var source = new int[_rows.Count];
        for (var i = 0; i < source.Length; i++)
        {
            var device = _rows[i].Row.Device;
            if (!devices.TryGetValue(device, out source[i]))
            {
                devices.Add(device, source[i] = devices.Count);
            }
        }

        return new ReadingGroup
        {
            Metrics = shape.Metrics,
            Sources = [.. devices.Keys.Select(device => new ReadingSource(device, shape.Sensor))],
            SourceIndex = source,
            MeasuredAt = [.. _rows.Select(row => row.Row.MeasuredAt.ToUnixTimeMilliseconds())],
            ReceivedAt = new long[_rows.Count],
            Values = [.. Enumerable.Range(0, shape.Metrics.Count).Select(k => _rows.Select(row => row.Row.Values[index][k]).ToArray())],
            Decoder = Decoders.Import,
        };
    }
}
