using MiyagiSensing.Domain.Readings;

namespace MiyagiSensing.Ingest.Identities;

/// <summary>
/// The recent identities of one series: a ring of instants (or sequence numbers) with their values. What is newer than everything seen is new without looking; only what comes late is searched for. Knows what it can't
/// know: an instant at or before <see cref="UnknownUpTo"/> that the ring does not hold may be stored all the same.
/// </summary>
internal sealed class SeriesIdentities(IdentitySeries series, long unknownSince)
{
    /// <summary>Identities that one series keeps at the most. Chosen: all that one commit can hold of a series (a batch of 4,095 readings and one more message of 4,096); what is older is looked up.</summary>
    public const int MaxCapacity = 8_192;

    private const int InitialCapacity = 16;

    /// <summary>Sections of the ring, each with the number of its newest commit. Chosen: what is dropped is then dated to an eighth of the ring.</summary>
    private const int Sections = 8;

    private readonly long[] _commits = new long[Sections];
    private long[] _instants = new long[InitialCapacity];
    private double[] _values = new double[InitialCapacity];
    private int _count;
    private int _next;
    private long _newest = long.MinValue;
    private long _dropped = long.MinValue;

    /// <summary>What the identities belong to.</summary>
    public IdentitySeries Series { get; } = series;

    /// <summary>How many identities the ring has room for.</summary>
    public int Capacity => _instants.Length;

    /// <summary>Instants after this one are known for certain: in the ring, or not stored. At or before it only stored history can tell what the ring does not hold.</summary>
    public long UnknownUpTo { get; private set; } = long.MaxValue;

    /// <summary>False until <see cref="Load"/> has told what is stored.</summary>
    public bool IsLoaded { get; private set; }

    /// <summary>Number of the newest commit of which something may be missing here.</summary>
    public long MissingUpTo { get; private set; } = unknownSince;

    /// <summary>Number of the newest commit that the ring has something of.</summary>
    public long LastUsed { get; private set; }

    /// <summary>Learns the newest instant stored, once.</summary>
    /// <param name="newest">Or one above it; null when nothing is stored.</param>
    public void Load(long? newest)
    {
        UnknownUpTo = Math.Max(newest ?? long.MinValue, _dropped);
        IsLoaded = true;
    }

    /// <summary>True for what is newer than everything known: new without looking.</summary>
    public bool IsNewer(long instant) => instant > _newest && instant > UnknownUpTo;

    /// <summary>The value remembered at an instant; null when there is none.</summary>
    public double? Recall(long instant) => instant <= _newest && Find(instant) is >= 0 and var at ? _values[at] : null;

    /// <summary>What a value at an instant is, by memory alone; changes nothing.</summary>
    public IdentityVerdict Judge(long instant, double value) => Recall(instant) is { } stored ? Compare(stored, value) : IdentityVerdict.New;

    /// <summary>What a value is to the one stored under its identity.</summary>
    public static IdentityVerdict Compare(double stored, double value) => stored.Equals(value) ? IdentityVerdict.Duplicate : IdentityVerdict.Conflict;

    /// <summary>Remembers an identity; the oldest goes when the ring is full and may not grow. One of the commit in the making never goes: until it is made, nobody else knows it.</summary>
    public void Remember(long instant, double value, long commit, bool mayGrow)
    {
        var section = SectionOf(_next);
        var entersSection = _next % (_instants.Length / Sections) == 0;
        if (_count == _instants.Length && _count < MaxCapacity && (mayGrow || (entersSection && _commits[section] == commit)))
        {
            Grow();
            section = SectionOf(_next);
            entersSection = true;
        }

        if (_count == _instants.Length)
        {
            _dropped = Math.Max(_dropped, _instants[_next]);
            UnknownUpTo = Math.Max(UnknownUpTo, _dropped);
            MissingUpTo = entersSection ? Math.Max(MissingUpTo, _commits[section]) : MissingUpTo;
        }

        _commits[section] = LastUsed = commit;
        _instants[_next] = instant;
        _values[_next] = value;
        _next = (_next + 1) % _instants.Length;
        _count = Math.Min(_count + 1, _instants.Length);
        _newest = Math.Max(_newest, instant);
    }

    private int Find(long instant) => _instants.AsSpan(0, _count).IndexOf(instant);

    private int SectionOf(int index) => index / (_instants.Length / Sections);

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
        // The old entries now fill the first half, in other sections than before; the newest commit of all is never too low.
        Array.Fill(_commits, LastUsed, 0, Sections / 2);
        Array.Clear(_commits, Sections / 2, Sections / 2);
    }
}
