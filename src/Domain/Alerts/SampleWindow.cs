using MiyagiSensing.Domain.Readings;

namespace MiyagiSensing.Domain.Alerts;

/// <summary>
/// The newest samples of a series in the order in which they were measured, whatever the order in which they came: what a late one may still change, and what judging a new one looks back on.
/// </summary>
public sealed class SampleWindow
{
    /// <summary>Samples kept at the most; the oldest go first. Chosen: two hours of a reading a second, 128 KiB.</summary>
    public const int MaxCount = 8_192;

    private Sample[] _samples = [];
    private int _start;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>The samples, oldest first.</summary>
    public ReadOnlySpan<Sample> Samples => _samples.AsSpan(_start, Count);

    /// <summary>Puts a sample in its place.</summary>
    /// <param name="sample">The sample.</param>
    /// <returns>Its index; -1 when there is one of that instant already, which stays.</returns>
    public int Add(Sample sample)
    {
        var index = FirstAfter(sample.At);
        if (index > 0 && Samples[index - 1].At == sample.At)
        {
            return -1;
        }

        MakeRoom();
        var place = _samples.AsSpan(_start, Count + 1);
        place[index..Count].CopyTo(place[(index + 1)..]);
        place[index] = sample;
        Count++;
        return index;
    }

    /// <summary>Index of the first sample after an instant; <see cref="Count"/> when there is none.</summary>
    /// <param name="at">Unix time in ms.</param>
    public int FirstAfter(long at)
    {
        if (Count == 0 || Samples[^1].At <= at)
        {
            return Count;
        }

        var (low, high) = (0, Count - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = Samples[middle].At > at ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    /// <summary>Forgets the oldest samples.</summary>
    /// <param name="count">How many, 0 to <see cref="Count"/>.</param>
    public void Forget(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)Count);
        (_start, Count) = (_start + count, Count - count);
    }

    private void MakeRoom()
    {
        if (_start + Count < _samples.Length)
        {
            return;
        }

        // What was forgotten at the front makes the room when it is half of all.
        var samples = _start > Count ? _samples : new Sample[Math.Max(4, Count * 2)];
        Samples.CopyTo(samples);
        (_samples, _start) = (samples, 0);
    }
}
