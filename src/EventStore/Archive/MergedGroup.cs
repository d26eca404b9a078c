using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Domain.Readings;

namespace MiyagiSensing.EventStore.Archive;

/// <summary>Groups of one shape from many events, gathered into one, with the event that each reading belongs to.</summary>
internal sealed class MergedGroup(ReadingGroup shape)
{
    private readonly Dictionary<ReadingSource, int> _index = [];
    private readonly List<ReadingSource> _sources = [];
    private readonly List<int> _source = [];
    private readonly List<int> _events = [];
    private readonly List<long> _measured = [];
    private readonly List<long> _received = [];
    private readonly List<long>? _sequence = shape.Sequence is null ? null : [];
    private readonly List<double>[] _values = [.. shape.Metrics.Names.Select(_ => new List<double>())];

    /// <summary>For each reading the ordinal of its event, growing.</summary>
    public IReadOnlyList<int> Events => _events;

    public bool Takes(ReadingGroup group) =>
        group.Metrics.Equals(shape.Metrics) && group.Decoder == shape.Decoder && group.Clock == shape.Clock && group.Identity == shape.Identity
        && group.Sequence is null == _sequence is null;

    public void Add(ReadingGroup group, int ofEvent)
    {
        for (var i = 0; i < group.Count; i++)
        {
            var source = group.Sources[group.SourceIndex[i]];
            if (!_index.TryGetValue(source, out var index))
            {
                _index.Add(source, index = _sources.Count);
                _sources.Add(source);
            }

            _source.Add(index);
            _events.Add(ofEvent);
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

    /// <summary>The way back: the readings from one row (included) to another (excluded), with their sources in the order in which they first stand.</summary>
    public static ReadingGroup Cut(ReadingGroup merged, int from, int to)
    {
        List<ReadingSource> sources = [];
        var index = new int[to - from];
        for (var i = from; i < to; i++)
        {
            var source = merged.Sources[merged.SourceIndex[i]];
            var known = sources.IndexOf(source);
            if (known < 0)
            {
                known = sources.Count;
                sources.Add(source);
            }

            index[i - from] = known;
        }

        return new ReadingGroup
        {
            Metrics = merged.Metrics,
            Sources = [.. sources],
            SourceIndex = index,
            MeasuredAt = merged.MeasuredAt[from..to],
            ReceivedAt = merged.ReceivedAt[from..to],
            Sequence = merged.Sequence?[from..to],
            Values = [.. merged.Values.Select(column => column[from..to])],
            Clock = merged.Clock,
            Identity = merged.Identity,
            Decoder = merged.Decoder,
        };
    }
}
