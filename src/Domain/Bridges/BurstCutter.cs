namespace MiyagiSensing.Domain.Bridges;

/// <summary>
/// Cuts the readings of one sensor into bursts. A burst ends at a gap (an interval outside half to one and a half of its first one: clocks in whole milliseconds jitter), at a missing value, and when it is full.
/// Readings farther apart than <see cref="LongestInterval"/> are no burst. Not thread-safe.
/// </summary>
public sealed class BurstCutter
{
    /// <summary>Most samples of a burst; what goes on beyond is the next one. Chosen: ten minutes at 100 Hz.</summary>
    public const int MostSamples = 60_000;

    /// <summary>Slowest sampling. Chosen: 10 Hz, from which swings of up to 5 Hz can be told.</summary>
    public static readonly TimeSpan LongestInterval = TimeSpan.FromMilliseconds(100);

    private readonly List<double> _values = [];
    private DateTimeOffset _first;
    private DateTimeOffset _last;
    private TimeSpan _interval;

    /// <summary>Takes the next reading; returns the burst that it ends, else null. A second value of one instant is passed over.</summary>
    /// <param name="at">Not before the last one.</param>
    /// <param name="value">NaN is missing.</param>
    public SampleBurst? Add(DateTimeOffset at, double value)
    {
        var step = at - _last;
        if (_values.Count > 0 && step == TimeSpan.Zero)
        {
            return null;
        }

        var goesOn = !double.IsNaN(value) && _values.Count < MostSamples
            && (_values.Count == 1 ? step <= LongestInterval : _values.Count > 1 && step * 2 >= _interval && step * 2 <= _interval * 3);
        var ended = goesOn ? null : End();
        if (double.IsNaN(value))
        {
            return ended;
        }

        _first = _values.Count == 0 ? at : _first;
        _interval = _values.Count == 1 ? step : _interval;
        _values.Add(value);
        _last = at;
        return ended;
    }

    /// <summary>Ends the burst that is open; null when there is none of at least two samples.</summary>
    public SampleBurst? End()
    {
        var burst = _values.Count > 1 ? new SampleBurst(_first, (_last - _first) / (_values.Count - 1), [.. _values]) : null;
        _values.Clear();
        return burst;
    }
}
