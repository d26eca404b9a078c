using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Projections.SeriesHistory;

namespace MiyagiSensing.Projections.Rollups;

/// <summary>What has been folded since the last save: increments by series and hour, and the stretches whose rows they replace. Not thread-safe.</summary>
internal sealed class OpenHours
{
    private readonly Dictionary<SeriesId, Hours> _series = [];
    private readonly List<(SeriesId Series, long From, long To)> _replaced = [];
    private Hours[] _columns = [];

    /// <summary>Hours of all series.</summary>
    public int Count { get; private set; }

    /// <summary>True when something is to be saved.</summary>
    public bool HasChanges => Count > 0 || _replaced.Count > 0;

    /// <summary>Stretches of hours (from, to, exclusive) whose rows are to be removed before the increments are added.</summary>
    public IReadOnlyList<(SeriesId Series, long From, long To)> Replaced => _replaced;

    /// <summary>The increments.</summary>
    public IEnumerable<(SeriesId Series, long Hour, RollupSum Sum)> Increments =>
        from series in _series
        from hour in series.Value.Sums
        select (series.Key, hour.Key, hour.Value);

    /// <summary>Takes readings in, with their values as they count.</summary>
    public void Add(ReadingGroup group)
    {
        var metrics = group.Metrics.Count;
        if (_columns.Length < group.Sources.Length * metrics)
        {
            _columns = new Hours[group.Sources.Length * metrics];
        }

        for (var at = 0; at < group.Sources.Length * metrics; at++)
        {
            var source = group.Sources[at / metrics];
            _columns[at] = Of(new SeriesId(source.Device, source.Sensor, group.Metrics[at % metrics]));
        }

        for (var i = 0; i < group.Count; i++)
        {
            var hour = RollupKey.HourOf(group.MeasuredAt[i]);
            var first = group.SourceIndex[i] * metrics;
            for (var k = 0; k < metrics; k++)
            {
                Add(_columns[first + k], hour, group.Values[k][i]);
            }
        }
    }

    /// <summary>Takes one value in.</summary>
    public void Add(SeriesId series, long hour, double value) => Add(Of(series), hour, value);

    /// <summary>Forgets a stretch of hours of a series, here and, at the next save, in the rows: what is added from now on is all that they have.</summary>
    public void Replace(SeriesId series, long from, long to)
    {
        _replaced.Add((series, from, to));
        if (_series.TryGetValue(series, out var hours))
        {
            Count -= hours.Forget(from, to);
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _series.Clear();
        _replaced.Clear();
        _columns = [];
        Count = 0;
    }

    private Hours Of(SeriesId series)
    {
        if (!_series.TryGetValue(series, out var hours))
        {
            _series.Add(series, hours = new Hours());
        }

        return hours;
    }

    private void Add(Hours hours, long hour, double value)
    {
        var before = hours.Sums.Count;
        hours.Of(hour).Add(value);
        Count += hours.Sums.Count - before;
    }

    /// <summary>The hours of one series. Readings come mostly in order, so the last hour is at hand.</summary>
    private sealed class Hours
    {
        private long _lastHour;
        private RollupSum? _last;

        public Dictionary<long, RollupSum> Sums { get; } = [];

        public RollupSum Of(long hour)
        {
            if (_last is { } last && _lastHour == hour)
            {
                return last;
            }

            if (!Sums.TryGetValue(hour, out var sum))
            {
                Sums.Add(hour, sum = new RollupSum());
            }

            (_lastHour, _last) = (hour, sum);
            return sum;
        }

        public int Forget(long from, long to)
        {
            var forgotten = Sums.Keys.Where(hour => hour >= from && hour < to).ToList();
            forgotten.ForEach(hour => Sums.Remove(hour));
            _last = null;
            return forgotten.Count;
        }
    }
}
