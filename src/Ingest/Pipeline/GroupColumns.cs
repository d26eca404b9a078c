using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Domain.Readings;

namespace MiyagiSensing.Ingest.Pipeline;

/// <summary>The columns of one group while it grows.</summary>
internal sealed class GroupColumns
{
    private readonly Reading _shape;
    private readonly Dictionary<ReadingSource, int> _sources = new(ReferenceEqualityComparer.Instance);
    private readonly List<int> _sourceIndex;
    private readonly List<long> _measuredAt;
    private readonly List<long> _receivedAt;
    private readonly List<long> _sequence;
    private readonly List<double>[] _values;
    private bool _sequenced;

    /// <summary>Begins a group with the shape of its first reading.</summary>
    /// <param name="shape">The first reading; not yet added.</param>
    /// <param name="capacity">Most readings that can come.</param>
    public GroupColumns(Reading shape, int capacity)
    {
        _shape = shape;
        _sourceIndex = new List<int>(capacity);
        _measuredAt = new List<long>(capacity);
        _receivedAt = new List<long>(capacity);
        _sequence = new List<long>();
        _values = new List<double>[shape.Metrics.Count];
        for (var k = 0; k < _values.Length; k++)
        {
            _values[k] = new List<double>(capacity);
        }
    }

    public void Add(Reading reading)
    {
        if (!_sources.TryGetValue(reading.Source, out var index))
        {
            index = _sources.Count;
            _sources.Add(reading.Source, index);
        }

        _sourceIndex.Add(index);
        _measuredAt.Add(reading.MeasuredAt.ToUnixTimeMilliseconds());
        _receivedAt.Add(reading.ReceivedAt.ToUnixTimeMilliseconds());
        _sequence.Add(reading.Sequence ?? -1);
        _sequenced |= reading.Sequence is not null;
        for (var k = 0; k < _values.Length; k++)
        {
            _values[k].Add(reading.Values[k]);
        }
    }

    public ReadingGroup ToGroup() => new()
    {
        Metrics = _shape.Metrics,
        Sources = [.. _sources.OrderBy(pair => pair.Value).Select(pair => pair.Key)],
        SourceIndex = [.. _sourceIndex],
        MeasuredAt = [.. _measuredAt],
        ReceivedAt = [.. _receivedAt],
        Sequence = _sequenced ? [.. _sequence] : null,
        Values = [.. _values.Select(column => column.ToArray())],
        Clock = _shape.Clock,
        Identity = _shape.Identity,
        Decoder = _shape.Decoder,
    };
}
