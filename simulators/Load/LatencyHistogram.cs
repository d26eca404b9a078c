namespace MiyagiSensing.Simulators.Load;

/// <summary>Latencies in buckets of 4 % width from 1 µs to 100 s. One writer; merge before reading.</summary>
public sealed class LatencyHistogram
{
    private const double Growth = 1.04;
    private static readonly double LogGrowth = Math.Log(Growth);
    private readonly long[] _buckets = new long[480];

    /// <summary>Counts one latency.</summary>
    public void Add(TimeSpan latency)
    {
        var microseconds = Math.Max(latency.TotalMicroseconds, 1);
        _buckets[Math.Min((int)(Math.Log(microseconds) / LogGrowth), _buckets.Length - 1)]++;
    }

    /// <summary>Adds another's counts.</summary>
    public void Add(LatencyHistogram other)
    {
        for (var i = 0; i < _buckets.Length; i++)
        {
            _buckets[i] += other._buckets[i];
        }
    }

    /// <summary>The latency, ms, that the given share (0 to 1) does not exceed; 0 when nothing was counted.</summary>
    public double Percentile(double share)
    {
        var target = (long)Math.Ceiling(_buckets.Sum() * share);
        var seen = 0L;
        for (var i = 0; i < _buckets.Length && target > 0; i++)
        {
            seen += _buckets[i];
            if (seen >= target)
            {
                return Math.Round(Math.Pow(Growth, i + 1) / 1000, 3);
            }
        }

        return 0;
    }
}
