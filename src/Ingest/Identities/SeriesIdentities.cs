namespace MiyagiSensing.Ingest.Identities;

/// <summary>
/// The recent identities of one series: a ring of instants (or sequence numbers) with their values. What is newer than everything seen is new without looking; only
/// what comes late is searched for.
/// </summary>
internal sealed class SeriesIdentities
{
    /// <summary>Identities that one series keeps at the most. Chosen: a full window of array messages of the largest kind that devices send (16 bursts of 1,000 samples).</summary>
    public const int MaxCapacity = 16_384;

    private const int InitialCapacity = 16;

    private long[] _instants = new long[InitialCapacity];
    private double[] _values = new double[InitialCapacity];
    private int _count;
    private int _next;
    private long _newest = long.MinValue;

    /// <summary>How many identities the ring has room for.</summary>
    public int Capacity => _instants.Length;

    /// <summary>What a value at an instant is; changes nothing.</summary>
    public IdentityVerdict Judge(long instant, double value)
    {
        if (instant > _newest)
        {
            return IdentityVerdict.New;
        }

        var at = _instants.AsSpan(0, _count).IndexOf(instant);
        return at < 0 ? IdentityVerdict.New : _values[at].Equals(value) ? IdentityVerdict.Duplicate : IdentityVerdict.Conflict;
    }

    /// <summary>Remembers an identity; the oldest goes when the ring is full and may not grow.</summary>
    public void Remember(long instant, double value, bool mayGrow)
    {
        if (_count == _instants.Length && mayGrow && _count < MaxCapacity)
        {
            Grow();
        }

        _instants[_next] = instant;
        _values[_next] = value;
        _next = (_next + 1) % _instants.Length;
        _count = Math.Min(_count + 1, _instants.Length);
        _newest = Math.Max(_newest, instant);
    }

    private void Grow()
    {
        var oldest = _next;
        var instants = new long[_instants.Length * 2];
        var values = new double[_values.Length * 2];
        for (var i = 0; i < _count; i++)
        {
            instants[i] = _instants[(oldest + i) % _count];
            values[i] = _values[(oldest + i) % _count];
        }

        (_instants, _values, _next) = (instants, values, _count);
    }
}
