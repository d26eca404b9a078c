using MiyagiSensing.Simulators.Load;

namespace MiyagiSensing.Bench.EndToEnd;

/// <summary>A distribution of latencies, ms.</summary>
public sealed record Latency(double P50, double P99, double P999)
{
    /// <summary>Reads the percentiles of a histogram.</summary>
    public static Latency Of(LatencyHistogram histogram) => new(histogram.Percentile(0.5), histogram.Percentile(0.99), histogram.Percentile(0.999));
}
