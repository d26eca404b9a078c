using MiyagiSensing.Domain.Readings;

namespace MiyagiSensing.Projections.SeriesHistory;

/// <summary>Readings of one series in columns, growing at the end. Cleared ones keep their room for the next round.</summary>
internal sealed class HistoryColumns
{
    private const int InitialCapacity = 16;

    private long[] _measured = new long[InitialCapacity];
    private long[] _received = new long[InitialCapacity];
    private long[] _positions = new long[InitialCapacity];
    private double[] _values = new double[InitialCapacity];
    private byte[] _marks = new byte[InitialCapacity];
    private long[]? _sequences;

    /// <summary>Number of readings.</summary>
    public int Count { get; private set; }

    /// <summary>Room before the columns grow.</summary>
    public int Capacity => _measured.Length;

    /// <summary>The device's clock, Unix time in ms.</summary>
    public ReadOnlySpan<long> Measured => _measured.AsSpan(0, Count);

    /// <summary>Our clock at arrival, Unix time in ms.</summary>
    public ReadOnlySpan<long> Received => _received.AsSpan(0, Count);

    /// <summary>Position of the journal block.</summary>
    public ReadOnlySpan<long> Positions => _positions.AsSpan(0, Count);

    /// <summary>Values; <see cref="double.NaN"/> means missing.</summary>
    public ReadOnlySpan<double> Values => _values.AsSpan(0, Count);

    /// <summary>Identity kind and clock trust, see <see cref="MarkOf"/>.</summary>
    public ReadOnlySpan<byte> Marks => _marks.AsSpan(0, Count);

    /// <summary>The device's counter where <see cref="IdentityKind.Sequence"/> says that it identifies; empty when it never does, else 0 in the other places.</summary>
    public ReadOnlySpan<long> Sequences => _sequences is null ? [] : _sequences.AsSpan(0, Count);

    /// <summary>Two bits of identity kind, two of clock trust.</summary>
    public static byte MarkOf(IdentityKind identity, ClockTrust clock) => (byte)((int)identity | ((int)clock << 2));

    /// <summary>The identity kind in a mark.</summary>
    public static IdentityKind IdentityOf(byte mark) => (IdentityKind)(mark & 3);

    /// <summary>How many of the sorted numbers are below a bound.</summary>
    public static int LowerBound(ReadOnlySpan<long> sorted, long bound)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = sorted[middle] < bound ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>Adds one reading.</summary>
    public void Add(long measured, long received, long position, double value, byte mark, long sequence)
    {
        var at = Count;
        if (at == _measured.Length)
        {
            Grow();
        }

        _measured[at] = measured;
        _received[at] = received;
        _positions[at] = position;
        _values[at] = value;
        _marks[at] = mark;
        if (IdentityOf(mark) == IdentityKind.Sequence)
        {
            (_sequences ??= new long[_measured.Length])[at] = sequence;
        }
        else if (_sequences is not null)
        {
            _sequences[at] = 0;
        }

        Count = at + 1;
    }

    /// <summary>Adds readings of another.</summary>
    public void Add(HistoryColumns other, int start, int count)
    {
        var sequences = other.Sequences;
        for (var i = start; i < start + count; i++)
        {
            Add(other._measured[i], other._received[i], other._positions[i], other._values[i], other._marks[i], sequences.IsEmpty ? 0 : sequences[i]);
        }
    }

    /// <summary>In order of the device's clock; of one instant, in the order of their commits. The same object when it is in order already.</summary>
    public HistoryColumns Sorted()
    {
        var sorted = true;
        for (var i = 1; i < Count && sorted; i++)
        {
            sorted = _measured[i - 1] < _measured[i] || (_measured[i - 1] == _measured[i] && _positions[i - 1] <= _positions[i]);
        }

        if (sorted)
        {
            return this;
        }

        var order = new int[Count];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        // The index is the last criterion, which keeps readings of one block in their order.
        Array.Sort(order, (a, b) =>
            _measured[a] != _measured[b] ? _measured[a].CompareTo(_measured[b])
            : _positions[a] != _positions[b] ? _positions[a].CompareTo(_positions[b]) : a.CompareTo(b));
        var result = new HistoryColumns();
        foreach (var index in order)
        {
            result.Add(this, index, 1);
        }

        return result;
    }

    /// <summary>Forgets the readings and keeps the room.</summary>
    public void Clear()
    {
        Count = 0;
        _sequences = null;
    }

    private void Grow()
    {
        var capacity = _measured.Length * 2;
        Array.Resize(ref _measured, capacity);
        Array.Resize(ref _received, capacity);
        Array.Resize(ref _positions, capacity);
        Array.Resize(ref _values, capacity);
        Array.Resize(ref _marks, capacity);
        if (_sequences is not null)
        {
            Array.Resize(ref _sequences, capacity);
        }
    }
}
