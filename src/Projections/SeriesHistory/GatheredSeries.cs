using MiyagiSensing.Domain.Journal;

namespace MiyagiSensing.Projections.SeriesHistory;

/// <summary>Readings of journal blocks, by series. Not thread-safe.</summary>
internal sealed class GatheredSeries
{
    /// <summary>Capacity that a series keeps for the next round. Chosen: a second of the fastest sensors; what is larger is given back.</summary>
    private const int KeptCapacity = 4_096;

    private readonly Dictionary<SeriesId, HistoryColumns> _series = [];
    private readonly IReadOnlyCollection<SeriesId>? _only;

    /// <summary>Gathers every series, or only those named.</summary>
    public GatheredSeries(IReadOnlyCollection<SeriesId>? only = null) => _only = only?.ToHashSet();

    /// <summary>Values held.</summary>
    public int Count { get; private set; }

    /// <summary>The series met, some of them without readings since the last <see cref="Clear"/>.</summary>
    public IReadOnlyDictionary<SeriesId, HistoryColumns> Series => _series;

    /// <summary>Takes a block in.</summary>
    public void Add(ReadingsRecorded block, long position)
    {
        foreach (var group in block.Groups)
        {
            Add(group, position);
        }
    }

    /// <summary>Forgets the readings. Series that had none this time are let go.</summary>
    public void Clear()
    {
        foreach (var (series, columns) in _series)
        {
            if (columns.Count == 0 || columns.Capacity > KeptCapacity)
            {
                _series.Remove(series);
            }
            else
            {
                columns.Clear();
            }
        }

        Count = 0;
    }

    private void Add(ReadingGroup group, long position)
    {
        var mark = HistoryColumns.MarkOf(group.Identity, group.Clock);
        var metrics = group.Metrics.Count;
        var columns = new HistoryColumns?[group.Sources.Length * metrics];
        for (var at = 0; at < columns.Length; at++)
        {
            var source = group.Sources[at / metrics];
            columns[at] = ColumnsOf(new SeriesId(source.Device, source.Sensor, group.Metrics[at % metrics]));
        }

        for (var i = 0; i < group.Count; i++)
        {
            var first = group.SourceIndex[i] * metrics;
            for (var k = 0; k < metrics; k++)
            {
                if (columns[first + k] is { } series)
                {
                    series.Add(group.MeasuredAt[i], group.ReceivedAt[i], position, group.Values[k][i], mark, group.Sequence?[i] ?? 0);
                    Count++;
                }
            }
        }
    }

    private HistoryColumns? ColumnsOf(SeriesId series)
    {
        if (!_series.TryGetValue(series, out var columns) && (_only is null || _only.Contains(series)))
        {
            _series.Add(series, columns = new HistoryColumns());
        }

        return columns;
    }
}
