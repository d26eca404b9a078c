using MiyagiSensing.Domain.Quality;
using MiyagiSensing.Domain.Readings;
using Xunit;

namespace MiyagiSensing.Unit.Domain.Quality;

/// <summary>The flags of a series are the same whatever the order in which its readings came, when each arrival flags anew what it affects and no more.</summary>
public sealed class QualityOrderTests
{
    private static readonly QualityLimits[] Limits =
    [
        QualityTestsTests.All,
        new QualityLimits { Spike = QualityTestsTests.All.Spike },
        new QualityLimits { RateOfChange = QualityTestsTests.All.RateOfChange },
        new QualityLimits { FlatLine = QualityTestsTests.All.FlatLine },
    ];

    [Fact]
    public void Ten_thousand_shuffles_give_the_flags_of_the_series_in_order()
    {
        var random = new Random(20261122);
        for (var series = 0; series < 200; series++)
        {
            var readings = Made(random);
            var limits = Limits[series % Limits.Length];
            var expected = readings.Select((_, i) => QualityTests.Evaluate(readings, i, limits)).ToArray();
            for (var shuffle = 0; shuffle < 50; shuffle++)
            {
                var order = readings.ToArray();
                random.Shuffle(order);

                Assert.Equal(expected, Arrived(order, limits));
            }
        }
    }

    [Fact]
    public void A_window_of_the_reach_gives_the_flags_of_the_whole_series()
    {
        var random = new Random(4711);
        for (var series = 0; series < 500; series++)
        {
            var readings = Made(random);
            var limits = Limits[series % Limits.Length];
            var reach = QualityTests.Reach(limits);
            for (var i = 0; i < readings.Length; i++)
            {
                var from = Math.Max(i - reach.ReadingsBefore, 0);
                while (from > 0 && readings[i].At - readings[from - 1].At <= reach.TimeBefore.TotalMilliseconds)
                {
                    from--;
                }

                var to = Math.Min(i + reach.ReadingsAfter + 1, readings.Length);
                Assert.Equal(QualityTests.Evaluate(readings, i, limits), QualityTests.Evaluate(readings.AsSpan(from, to - from), i - from, limits));
            }
        }
    }

    /// <summary>Few values, so that lines, steps and equal readings are common; some missing, some absurd, some gaps.</summary>
    private static Sample[] Made(Random random)
    {
        var at = Series.Start;
        var value = 14.0;
        return
        [
            .. Enumerable.Range(0, 12 + random.Next(12)).Select(_ =>
            {
                at += 60_000L * (random.Next(12) == 0 ? 70 : 5 * random.Next(1, 4));
                value = random.Next(3) == 0 ? 12 + random.Next(5) : value + (0.01 * random.Next(3));
                return new Sample(at, random.Next(12) switch { 0 => double.NaN, 1 => 50, _ => value });
            }),
        ];
    }

    private static List<QualityFlags> Arrived(Sample[] order, QualityLimits limits)
    {
        var reach = QualityTests.Reach(limits);
        List<Sample> window = [];
        List<QualityFlags> flags = [];
        foreach (var reading in order)
        {
            var index = ~window.BinarySearch(reading, ByTime);
            window.Insert(index, reading);
            flags.Insert(index, default);
            var span = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(window);
            var (from, length) = reach.Affected(span, index).GetOffsetAndLength(span.Length);
            for (var i = from; i < from + length; i++)
            {
                flags[i] = QualityTests.Evaluate(span, i, limits);
            }
        }

        return flags;
    }

    private static readonly Comparer<Sample> ByTime = Comparer<Sample>.Create((left, right) => left.At.CompareTo(right.At));
}
