using MiyagiSensing.Domain.Quality;
using MiyagiSensing.Domain.Readings;
using Xunit;

namespace MiyagiSensing.Unit.Domain.Quality;

public sealed class QualityTestsTests
{
    /// <summary>All five tests, with short reaches.</summary>
    internal static readonly QualityLimits All = new()
    {
        GrossRange = new GrossRangeLimits { SensorMinimum = -2, SensorMaximum = 40, UserMinimum = -1, UserMaximum = 32, Source = "a page" },
        Climatology = new ClimatologyLimits { Ranges = [new ClimatologyRange { Months = [11], Minimum = 8, Maximum = 22 }], Source = "a page" },
        Spike = new SpikeLimits { Suspect = 2, Fail = 4, MaxGap = Series.Hour, Source = "a page" },
        RateOfChange = new RateOfChangeLimits { Deviations = 3, Period = Series.Hour, Allowance = 0.5, LeastReadings = 3, MaxGap = Series.Hour, Source = "a page" },
        FlatLine = new FlatLineLimits { SuspectCount = 3, FailCount = 5, Tolerance = 0.05, Source = "a page" },
    };

    [Fact]
    public void All_configured_tests_are_done()
    {
        var window = Series.Of(14, 14.1, 14, 14.2, 35, 14.1);

        Assert.Equal("33431", Flags(window, 4));
        // The same in December, of which the months say nothing, and standing still.
        Assert.Equal("12113", Flags(Series.Of(14, 14, 14, 14, 14).Later(0, TimeSpan.FromDays(20)), 3));
    }

    [Fact]
    public void The_newest_reading_is_not_evaluated_until_the_next_one_is_there()
    {
        var window = Series.Of(14, 14.1, 14.3, 14.2, 14.4, 14.1);

        Assert.Equal(QualityFlag.NotEvaluated, QualityTests.Evaluate(window, 5, All).Aggregate);
        Assert.Equal(QualityFlag.Pass, QualityTests.Evaluate(window, 4, All).Aggregate);
    }

    [Fact]
    public void What_fails_does_not_wait() => Assert.Equal(QualityFlag.Fail, QualityTests.Evaluate(Series.Of(50), 0, All).Aggregate);

    [Fact]
    public void A_missing_value_is_missing_by_every_test() => Assert.Equal("99999", Flags(Series.Of(14, double.NaN, 14), 1));

    [Fact]
    public void Without_tests_a_value_is_not_evaluated_and_a_missing_one_missing()
    {
        Assert.Equal(QualityFlag.NotEvaluated, QualityTests.Evaluate(Series.Of(14), 0, QualityLimits.None).Aggregate);
        Assert.Equal(QualityFlag.Missing, QualityTests.Evaluate(Series.Of(double.NaN), 0, QualityLimits.None).Aggregate);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void A_reading_outside_the_window_is_refused(int index) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => QualityTests.Evaluate(Series.Of(14), index, All));

    [Fact]
    public void The_reach_is_that_of_the_configured_tests()
    {
        Assert.Equal(new QualityReach(5, Series.Hour, 1), QualityTests.Reach(All));
        Assert.Equal(new QualityReach(0, TimeSpan.Zero, 0), QualityTests.Reach(new QualityLimits { GrossRange = All.GrossRange }));
        Assert.Equal(new QualityReach(1, TimeSpan.Zero, 1), QualityTests.Reach(new QualityLimits { Spike = All.Spike }));
        Assert.Equal(new QualityReach(3, TimeSpan.Zero, 0), QualityTests.Reach(new QualityLimits { FlatLine = All.FlatLine! with { FailCount = null } }));
        Assert.Equal(new QualityReach(1, Series.Hour, 0), QualityTests.Reach(new QualityLimits { RateOfChange = All.RateOfChange }));
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        var window = Series.Of([.. Enumerable.Range(0, 200).Select(i => 14 + Math.Sin(i))]);
        uint sum = 0;
        for (var round = 0; round < 100; round++)
        {
            sum += QualityTests.Evaluate(window, 100, All).Packed;
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < window.Length; i++)
        {
            sum += QualityTests.Evaluate(window, i, All).Packed;
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.NotEqual(0u, sum);
    }

    private static string Flags(Sample[] window, int index)
    {
        var flags = QualityTests.Evaluate(window, index, All);
        return string.Concat(Enum.GetValues<QualityTestKind>().Select(kind => flags[kind]).OfType<QualityFlag>().Select(flag => (int)flag));
    }
}
