using MiyagiSensing.Domain.Bridges;
using Xunit;

namespace MiyagiSensing.Unit.Domain.Bridges;

public sealed class BurstCutterTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_gap_and_a_missing_value_end_a_burst()
    {
        var bursts = Cut([.. Even(0, 5), .. Even(100, 4), (140, double.NaN), .. Even(150, 3)]);

        Assert.Equal([(0, 5), (100, 4), (150, 3)], bursts.Select(burst => ((int)(burst.At - Start).TotalMilliseconds, burst.Values.Length)));
        Assert.All(bursts, burst => Assert.Equal(TimeSpan.FromMilliseconds(10), burst.Interval));
    }

    [Fact]
    public void Whole_milliseconds_of_a_finer_clock_are_even()
    {
        // 128 Hz, cut to milliseconds: intervals of 7 and 8.
        var burst = Assert.Single(Cut([.. Enumerable.Range(0, 129).Select(i => ((int)(i * 7.8125), 1.0))]));

        Assert.Equal(129, burst.Values.Length);
        Assert.Equal(7.8125, burst.Interval.TotalMilliseconds, 6);
    }

    [Fact]
    public void Slow_readings_are_no_burst() => Assert.Empty(Cut([.. Enumerable.Range(0, 50).Select(i => (i * 101, 1.0))]));

    [Fact]
    public void A_second_value_of_an_instant_is_passed_over() => Assert.Equal([1, 2, 3], Assert.Single(Cut([(0, 1), (10, 2), (10, 9), (20, 3)])).Values);

    [Fact]
    public void A_burst_without_end_is_cut()
    {
        var bursts = Cut([.. Even(0, BurstCutter.MostSamples + 20)]);

        Assert.Equal([BurstCutter.MostSamples, 20], bursts.Select(burst => burst.Values.Length));
    }

    private static IEnumerable<(int Milliseconds, double Value)> Even(int from, int count) => Enumerable.Range(0, count).Select(i => (from + (10 * i), 1.0));

    private static List<SampleBurst> Cut(IEnumerable<(int Milliseconds, double Value)> readings)
    {
        var cutter = new BurstCutter();
        List<SampleBurst?> bursts = [.. readings.Select(reading => cutter.Add(Start.AddMilliseconds(reading.Milliseconds), reading.Value))];
        bursts.Add(cutter.End());
        return [.. bursts.OfType<SampleBurst>()];
    }
}
