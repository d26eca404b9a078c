using System.Runtime.CompilerServices;
using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Domain.Readings;

namespace MiyagiSensing.Ingest.Identities;

/// <summary>
/// The identities of recent readings, so that what a device sends again (it got no PUBACK, or we restarted in between) is recognised. Identity = device, sensor, metric and
/// instant. Bounded: each series keeps its newest ones, all together stay below a budget, and series that have been silent the longest give way to others. Not thread-safe: belongs to the one pipeline.
/// </summary>
internal sealed class IdentityWindow(int budget)
{
    /// <summary>Shapes whose rings are found by reference before the cache is emptied. Chosen: 50,000 sessions' worth of shapes, some MB.</summary>
    private const int MaxCachedShapes = 50_000;

    private readonly CommitPositions _commits = new();
    private readonly Dictionary<IdentitySeries, SeriesIdentities> _series = [];
    private readonly Dictionary<ShapeKey, SeriesIdentities[]> _shapes = [];
    private ShapeKey _lastShape;
    private SeriesIdentities[] _lastRings = [];
    private long _capacity;
    private long _evictedUpTo;

    /// <summary>What the identity of a reading is within its series; not for readings without one.</summary>
    public static long InstantOf(Reading reading) =>
        reading.Identity == IdentityKind.Time ? reading.MeasuredAt.ToUnixTimeMilliseconds() : reading.Sequence!.Value;

    /// <summary>Begins behind what is stored up to a position.</summary>
    public void Begin(long position) => _commits.Begin(position);

    /// <summary>What was remembered since the last time has been committed, up to a position.</summary>
    public void Committed(long position) => _commits.Committed(position);

    /// <summary>The position up to which the journal may hold identities that these rings lack.</summary>
    public long MissingUpTo(IEnumerable<SeriesIdentities> rings) => _commits.UpperBound(rings.Max(ring => ring.MissingUpTo));

    /// <summary>Lets the series go that have been silent the longest, when the budget is exceeded. Only between batches.</summary>
    public void Trim()
    {
        if (_capacity <= budget)
        {
            return;
        }

        foreach (var ring in _series.Values.OrderBy(ring => ring.LastUsed).ToList())
        {
            if (_capacity <= budget - (budget / 8))
            {
                break;
            }

            _series.Remove(ring.Series);
            _capacity -= ring.Capacity;
            _evictedUpTo = Math.Max(_evictedUpTo, Math.Max(ring.LastUsed, ring.MissingUpTo));
        }

        _shapes.Clear();
        (_lastShape, _lastRings) = (default, []);
    }

    /// <summary>The rings of a sensor's metrics, in the shape's order.</summary>
    public SeriesIdentities[] Of(ReadingSource source, MetricSet metrics, IdentityKind identity)
    {
        var shape = new ShapeKey(source, metrics, identity);
        if (shape.Equals(_lastShape))
        {
            return _lastRings;
        }

        if (_shapes.TryGetValue(shape, out var rings))
        {
            (_lastShape, _lastRings) = (shape, rings);
            return rings;
        }

        if (_shapes.Count >= MaxCachedShapes)
        {
            _shapes.Clear();
        }

        rings = new SeriesIdentities[metrics.Count];
        for (var i = 0; i < rings.Length; i++)
        {
            var key = new IdentitySeries(source, metrics[i], identity);
            if (!_series.TryGetValue(key, out var ring))
            {
                ring = new SeriesIdentities(key, _evictedUpTo);
                _series.Add(key, ring);
                _capacity += ring.Capacity;
            }

            rings[i] = ring;
        }

        _shapes.Add(shape, rings);
        return rings;
    }

    /// <summary>Remembers an identity within the budget.</summary>
    public void Remember(SeriesIdentities ring, long instant, double value) => Remember(ring, instant, value, _commits.Current);

    /// <summary>Remembers a block that was stored before this process began.</summary>
    public void Remember(ReadingsRecorded block)
    {
        foreach (var group in block.Groups.Where(group => group.Identity != IdentityKind.None))
        {
            for (var i = 0; i < group.Count; i++)
            {
                var rings = Of(group.Sources[group.SourceIndex[i]], group.Metrics, group.Identity);
                var instant = group.Identity == IdentityKind.Time ? group.MeasuredAt[i] : group.Sequence![i];
                for (var k = 0; k < rings.Length; k++)
                {
                    Remember(rings[k], instant, group.Values[k][i], commit: 0);
                }
            }
        }
    }

    private void Remember(SeriesIdentities ring, long instant, double value, long commit)
    {
        var before = ring.Capacity;
        ring.Remember(instant, value, commit, mayGrow: _capacity + before <= budget);
        _capacity += ring.Capacity - before;
    }

    /// <summary>Equal by reference: decoders hand out one instance per sensor and shape, and hashing references costs nothing.</summary>
    private readonly struct ShapeKey(ReadingSource source, MetricSet metrics, IdentityKind identity) : IEquatable<ShapeKey>
    {
        private readonly ReadingSource _source = source;
        private readonly MetricSet _metrics = metrics;
        private readonly IdentityKind _identity = identity;

        public bool Equals(ShapeKey other) =>
            ReferenceEquals(_source, other._source) && ReferenceEquals(_metrics, other._metrics) && _identity == other._identity;

        public override bool Equals(object? obj) => obj is ShapeKey other && Equals(other);

        public override int GetHashCode() =>
            HashCode.Combine(RuntimeHelpers.GetHashCode(_source), RuntimeHelpers.GetHashCode(_metrics), _identity);
    }
}
