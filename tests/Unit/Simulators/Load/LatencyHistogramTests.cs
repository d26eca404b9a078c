using MiyagiSensing.Simulators.Load;
using Xunit;

namespace MiyagiSensing.Unit.Simulators.Load;

public sealed class LatencyHistogramTests
{
    /// <summary>Width of a bucket.</summary>
    private const double Tolerance = 0.041;

    [Theory]
    [InlineData(0.5, 500)]
    [InlineData(0.99, 990)]
    [InlineData(0.999, 999)]
    [InlineData(1, 1000)]
    public void A_percentile_of_1_to_1000_ms_is_right_to_one_bucket(double share, double expected)
    {
        var histogram = new LatencyHistogram();
        for (var milliseconds = 1; milliseconds <= 1000; milliseconds++)
        {
            histogram.Add(TimeSpan.FromMilliseconds(milliseconds));
        }

        Assert.InRange(histogram.Percentile(share), expected, expected * (1 + Tolerance));
    }

    [Fact]
    public void Nothing_counted_is_zero() => Assert.Equal(0, new LatencyHistogram().Percentile(0.99));

    [Fact]
    public void One_slow_answer_of_many_moves_only_the_high_percentiles()
    {
        var histogram = new LatencyHistogram();
        for (var i = 0; i < 999; i++)
        {
            histogram.Add(TimeSpan.FromMilliseconds(1));
        }

        histogram.Add(TimeSpan.FromSeconds(2));

        Assert.InRange(histogram.Percentile(0.99), 1, 1.1);
        Assert.InRange(histogram.Percentile(1), 2000, 2100);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_000)]
    public void What_is_beyond_the_range_is_counted_at_its_end(double seconds)
    {
        var histogram = new LatencyHistogram();

        histogram.Add(TimeSpan.FromSeconds(seconds));

        Assert.InRange(histogram.Percentile(1), 0.001, 150_000);
    }

    [Fact]
    public void Merged_histograms_count_both()
    {
        var (fast, slow) = (new LatencyHistogram(), new LatencyHistogram());
        fast.Add(TimeSpan.FromMilliseconds(1));
        slow.Add(TimeSpan.FromMilliseconds(100));

        fast.Add(slow);

        Assert.InRange(fast.Percentile(0.5), 1, 1.1);
        Assert.InRange(fast.Percentile(1), 100, 105);
    }
}
