using MiyagiSensing.Domain.Readings;

namespace MiyagiSensing.Domain.Journal;

/// <summary>Groups of one shape, gathered into one.</summary>
internal sealed class GroupMerge(ReadingGroup shape)
{
    private readonly Dictionary<ReadingSource, int> _index = [];
    private readonly List<ReadingSource> _sources = [];
    private readonly List<int> _source = [];
    private readonly List<long> _measured = [];
    private readonly List<long> _received = [];
    private readonly List<long>? _sequence = shape.Sequence is null ? null : [];
    private readonly List<double>[] _values = [.. shape.Metrics.Names.Select(_ => new List<double>())];

    public bool Takes(ReadingGroup group) =>
        group.Metrics.Equals(shape.Metrics) && group.Decoder == shape.Decoder && group.Clock == shape.Clock && group.Identity == shape.Identity
        && group.Sequence is null == _sequence is null;

    public void Add(ReadingGroup group)
    {
        var indexes = new int[group.Sources.Length];
        for (var s = 0; s < indexes.Length; s++)
        {
            if (!_index.TryGetValue(group.Sources[s], out indexes[s]))
            {
                _index.Add(group.Sources[s], indexes[s] = _sources.Count);
                _sources.Add(group.Sources[s]);
            }
        }

        foreach (var source in group.SourceIndex)
        {
            _source.Add(indexes[source]);
        }

        _measured.AddRange(group.MeasuredAt);
        _received.AddRange(group.ReceivedAt);
        _sequence?.AddRange(group.Sequence!);
        for (var k = 0; k < _values.Length; k++)
        {
            _values[k].AddRange(group.Values[k]);
        }
    }

    public ReadingGroup ToGroup() => new()
    {
        Metrics = shape.Metrics,
        Sources = [.. _sources],
        SourceIndex = [.. _source],
        MeasuredAt = [.. _measured],
        ReceivedAt = [.. _received],
        Sequence = _sequence?.ToArray(),
        Values = [.. _values.Select(column => column.ToArray())],
        Clock = shape.Clock,
        Identity = shape.Identity,
        Decoder = shape.Decoder,
    };
}
